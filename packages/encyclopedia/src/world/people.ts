/** People: name | occupation | country | born in | year | died in | year | university | f for women. Empty where unknown or outside this world. */
export const peopleRows: string = `
Isaac Newton|physicist|United Kingdom|Woolsthorpe|1643|London|1727|University of Cambridge|
Charles Darwin|biologist|United Kingdom|Shrewsbury|1809||1882|University of Cambridge|
Michael Faraday|physicist|United Kingdom|London|1791||1867||
James Clerk Maxwell|physicist|United Kingdom|Edinburgh|1831|Cambridge|1879|University of Cambridge|
William Thomson, Lord Kelvin>Lord Kelvin|physicist|United Kingdom|Belfast|1824||1907|University of Cambridge|
Joseph Priestley|chemist|United Kingdom||1733||1804||
Humphry Davy|chemist|United Kingdom||1778|Geneva|1829||
William Ramsay|chemist|United Kingdom|Glasgow|1852||1916|University of Tübingen|
Alexander Fleming|biologist|United Kingdom||1881|London|1955|University of London|
Ernest Rutherford|physicist|New Zealand|Brightwater|1871|Cambridge|1937|University of Cambridge|
Alan Turing|mathematician|United Kingdom|London|1912||1954|University of Cambridge|
Ada Lovelace|mathematician|United Kingdom|London|1815|London|1852||f
Rosalind Franklin|chemist|United Kingdom|London|1920|London|1958|University of Cambridge|f
Stephen Hawking|physicist|United Kingdom|Oxford|1942|Cambridge|2018|University of Oxford|
Edmond Halley|astronomer|United Kingdom|London|1656|Greenwich|1742|University of Oxford|
William Herschel|astronomer|United Kingdom|Hanover|1738||1822||
James Watt|inventor|United Kingdom|Greenock|1736||1819||
Tim Berners-Lee|inventor|United Kingdom|London|1955|||University of Oxford|
William Shakespeare|writer|United Kingdom|Stratford-upon-Avon|1564|Stratford-upon-Avon|1616||
Charles Dickens|writer|United Kingdom|Portsmouth|1812||1870||
Jane Austen|writer|United Kingdom|Steventon|1775|Winchester|1817||f
Virginia Woolf|writer|United Kingdom|London|1882||1941||f
Mary Shelley|writer|United Kingdom|London|1797|London|1851||f
George Orwell|writer|United Kingdom||1903|London|1950||
Agatha Christie|writer|United Kingdom||1890||1976||f
Lewis Carroll|writer|United Kingdom||1832||1898|University of Oxford|
J. R. R. Tolkien|writer|United Kingdom|Bloemfontein|1892||1973|University of Oxford|
Robert Louis Stevenson|writer|United Kingdom|Edinburgh|1850||1894|University of Edinburgh|
Robert Burns|poet|United Kingdom||1759|Dumfries|1796||
William Blake|poet|United Kingdom|London|1757|London|1827||
Adam Smith|economist|United Kingdom|Kirkcaldy|1723|Edinburgh|1790|University of Glasgow|
David Hume|philosopher|United Kingdom|Edinburgh|1711|Edinburgh|1776|University of Edinburgh|
John Locke|philosopher|United Kingdom||1632||1704|University of Oxford|
Samuel Johnson|writer|United Kingdom|Lichfield|1709|London|1784|University of Oxford|
Edward Elgar|composer|United Kingdom||1857|Worcester|1934||
Henry Purcell|composer|United Kingdom|London|1659|London|1695||
Winston Churchill|statesman|United Kingdom||1874|London|1965||
Queen Victoria>Victoria|monarch|United Kingdom|London|1819||1901||f
James Cook|explorer|United Kingdom||1728||1779||
David Livingstone|explorer|United Kingdom||1813||1873|University of Glasgow|
J. M. W. Turner|painter|United Kingdom|London|1775|Chelsea|1851||
Florence Nightingale|nurse|United Kingdom|Florence|1820|London|1910||f
Antoine Lavoisier|chemist|France|Paris|1743|Paris|1794|University of Paris|
Louis Pasteur|biologist|France|Dole|1822||1895|University of Paris|
Henri Becquerel|physicist|France|Paris|1852||1908||
Pierre Curie|physicist|France|Paris|1859|Paris|1906|University of Paris|
Henri Moissan|chemist|France|Paris|1852|Paris|1907||
Blaise Pascal|mathematician|France|Clermont-Ferrand|1623|Paris|1662||
René Descartes|philosopher|France||1596|Stockholm|1650||
Pierre-Simon Laplace|mathematician|France||1749|Paris|1827||
Henri Poincaré|mathematician|France||1854|Paris|1912|University of Paris|
André-Marie Ampère|physicist|France|Lyon|1775|Marseille|1836||
Louis Braille|inventor|France||1809|Paris|1852||
Voltaire|philosopher|France|Paris|1694|Paris|1778||
Jean-Jacques Rousseau|philosopher|Switzerland|Geneva|1712||1778||
Victor Hugo|writer|France|Besançon|1802|Paris|1885||
Alexandre Dumas|writer|France||1802||1870||
Jules Verne|writer|France|Nantes|1828||1905||
Gustave Flaubert|writer|France|Rouen|1821||1880||
Honoré de Balzac|writer|France|Tours|1799|Paris|1850||
Émile Zola|writer|France|Paris|1840|Paris|1902||
Marcel Proust|writer|France|Paris|1871|Paris|1922||
Simone de Beauvoir|philosopher|France|Paris|1908|Paris|1986|University of Paris|f
Jean-Paul Sartre|philosopher|France|Paris|1905|Paris|1980||
Charles Baudelaire|poet|France|Paris|1821|Paris|1867||
Jean de La Fontaine|poet|France|Château-Thierry|1621|Paris|1695||
Molière|writer|France|Paris|1622|Paris|1673||
Claude Debussy|composer|France||1862|Paris|1918||
Georges Bizet|composer|France|Paris|1838||1875||
Maurice Ravel|composer|France||1875|Paris|1937||
Camille Saint-Saëns|composer|France|Paris|1835|Algiers|1921||
Claude Monet|painter|France|Paris|1840|Giverny|1926||
Paul Cézanne|painter|France|Aix-en-Provence|1839|Aix-en-Provence|1906||
Edgar Degas|painter|France|Paris|1834|Paris|1917||
Pierre-Auguste Renoir|painter|France|Limoges|1841||1919||
Édouard Manet|painter|France|Paris|1832|Paris|1883||
Paul Gauguin|painter|France|Paris|1848||1903||
Auguste Rodin|sculptor|France|Paris|1840||1917||
Gustave Eiffel|engineer|France|Dijon|1832|Paris|1923||
Jacques Cartier|explorer|France|Saint-Malo|1491|Saint-Malo|1557||
Joan of Arc|saint|France||1412|Rouen|1431||f
Louis XIV|monarch|France||1638|Versailles|1715||
Napoleon|monarch|France||1769||1821||
Johannes Gutenberg|inventor|Germany|Mainz||Mainz|1468||
Johannes Kepler|astronomer|Germany||1571|Regensburg|1630|University of Tübingen|
Gottfried Wilhelm Leibniz|philosopher|Germany|Leipzig|1646|Hanover|1716|Leipzig University|
Carl Friedrich Gauss|mathematician|Germany|Brunswick|1777|Göttingen|1855|University of Göttingen|
Bernhard Riemann|mathematician|Germany||1826||1866|University of Göttingen|
Albert Einstein|physicist|Germany|Ulm|1879|Princeton|1955|ETH Zurich|
Max Planck|physicist|Germany||1858|Göttingen|1947|Ludwig Maximilian University of Munich|
Werner Heisenberg|physicist|Germany|Würzburg|1901|Munich|1976|Ludwig Maximilian University of Munich|
Wilhelm Röntgen|physicist|Germany||1845|Munich|1923|ETH Zurich|
Robert Bunsen|chemist|Germany|Göttingen|1811|Heidelberg|1899|University of Göttingen|
Martin Heinrich Klaproth|chemist|Germany||1743|Berlin|1817||
Clemens Winkler|chemist|Germany||1838|Dresden|1904||
Robert Koch|biologist|Germany||1843||1910|University of Göttingen|
Alexander von Humboldt|explorer|Germany|Berlin|1769|Berlin|1859|University of Göttingen|
Rudolf Diesel|engineer|Germany|Paris|1858||1913||
Carl Benz|engineer|Germany||1844||1929||
Werner von Siemens|engineer|Germany||1816|Berlin|1892||
Johann Wolfgang von Goethe|writer|Germany|Frankfurt|1749|Weimar|1832|Leipzig University|
Friedrich Schiller|writer|Germany||1759|Weimar|1805||
Thomas Mann|writer|Germany|Lübeck|1875|Zurich|1955||
Heinrich Heine|poet|Germany|Düsseldorf|1797|Paris|1856|University of Göttingen|
Bertolt Brecht|writer|Germany|Augsburg|1898|Berlin|1956||
Johann Sebastian Bach|composer|Germany|Eisenach|1685|Leipzig|1750||
George Frideric Handel|composer|Germany|Halle|1685|London|1759||
Ludwig van Beethoven|composer|Germany|Bonn|1770|Vienna|1827||
Johannes Brahms|composer|Germany|Hamburg|1833|Vienna|1897||
Richard Wagner|composer|Germany|Leipzig|1813|Venice|1883|Leipzig University|
Robert Schumann|composer|Germany|Zwickau|1810|Bonn|1856|Leipzig University|
Clara Schumann|composer|Germany|Leipzig|1819|Frankfurt|1896||f
Felix Mendelssohn|composer|Germany|Hamburg|1809|Leipzig|1847||
Albrecht Dürer|painter|Germany|Nuremberg|1471|Nuremberg|1528||
Caspar David Friedrich|painter|Germany||1774|Dresden|1840||
Friedrich Nietzsche|philosopher|Germany|Röcken|1844|Weimar|1900|University of Bonn|
Georg Wilhelm Friedrich Hegel|philosopher|Germany|Stuttgart|1770|Berlin|1831|University of Tübingen|
Immanuel Kant|philosopher|Germany|Kaliningrad|1724|Kaliningrad|1804||
Karl Marx|philosopher|Germany|Trier|1818|London|1883|University of Jena|
Martin Luther|theologian|Germany|Eisleben|1483|Eisleben|1546||
Otto von Bismarck|statesman|Germany||1815||1898|University of Göttingen|
Konrad Adenauer|statesman|Germany|Cologne|1876||1967||
Emmy Noether|mathematician|Germany||1882||1935||f
Maria Sibylla Merian|biologist|Germany|Frankfurt|1647|Amsterdam|1717||f
Leonardo da Vinci|painter|Italy|Vinci|1452||1519||
Michelangelo|sculptor|Italy|Caprese|1475|Rome|1564||
Raphael|painter|Italy|Urbino|1483|Rome|1520||
Titian|painter|Italy||1490|Venice|1576||
Sandro Botticelli|painter|Italy|Florence|1445|Florence|1510||
Tintoretto|painter|Italy|Venice|1518|Venice|1594||
Caravaggio|painter|Italy|Milan|1571||1610||
Canaletto|painter|Italy|Venice|1697|Venice|1768||
Amedeo Modigliani|painter|Italy||1884|Paris|1920||
Artemisia Gentileschi|painter|Italy|Rome|1593|Naples|1656||f
Gian Lorenzo Bernini|sculptor|Italy|Naples|1598|Rome|1680||
Filippo Brunelleschi|architect|Italy|Florence|1377|Florence|1446||
Andrea Palladio|architect|Italy|Padua|1508||1580||
Dante Alighieri|poet|Italy|Florence|1265|Ravenna|1321||
Petrarch|poet|Italy|Arezzo|1304||1374|University of Bologna|
Giovanni Boccaccio|writer|Italy||1313|Certaldo|1375||
Ludovico Ariosto|poet|Italy||1474|Ferrara|1533||
Alessandro Manzoni|writer|Italy|Milan|1785|Milan|1873||
Carlo Collodi|writer|Italy|Florence|1826|Florence|1890||
Luigi Pirandello|writer|Italy|Agrigento|1867|Rome|1936||
Umberto Eco|writer|Italy||1932|Milan|2016|University of Turin|
Italo Calvino|writer|Italy||1923||1985|University of Turin|
Primo Levi|writer|Italy|Turin|1919|Turin|1987|University of Turin|
Niccolò Machiavelli|philosopher|Italy|Florence|1469|Florence|1527||
Galileo Galilei|astronomer|Italy|Pisa|1564||1642|University of Pisa|
Giovanni Domenico Cassini|astronomer|Italy||1625|Paris|1712||
Alessandro Volta|physicist|Italy|Como|1745|Como|1827||
Luigi Galvani|physicist|Italy|Bologna|1737|Bologna|1798|University of Bologna|
Amedeo Avogadro|chemist|Italy|Turin|1776|Turin|1856|University of Turin|
Enrico Fermi|physicist|Italy|Rome|1901|Chicago|1954|University of Pisa|
Guglielmo Marconi|inventor|Italy|Bologna|1874|Rome|1937||
Evangelista Torricelli|physicist|Italy||1608|Florence|1647||
Maria Montessori|educator|Italy||1870||1952|Sapienza University of Rome|f
Rita Levi-Montalcini|biologist|Italy|Turin|1909|Rome|2012|University of Turin|f
Antonio Vivaldi|composer|Italy|Venice|1678|Vienna|1741||
Claudio Monteverdi|composer|Italy|Cremona|1567|Venice|1643||
Gioachino Rossini|composer|Italy|Pesaro|1792|Paris|1868||
Giuseppe Verdi|composer|Italy|Le Roncole|1813|Milan|1901||
Giacomo Puccini|composer|Italy|Lucca|1858|Brussels|1924||
Gaetano Donizetti|composer|Italy|Bergamo|1797|Bergamo|1848||
Vincenzo Bellini|composer|Italy|Catania|1801||1835||
Niccolò Paganini|composer|Italy|Genoa|1782|Nice|1840||
Christopher Columbus|explorer|Italy|Genoa|1451|Valladolid|1506||
Marco Polo|explorer|Italy|Venice|1254|Venice|1324||
Amerigo Vespucci|explorer|Italy|Florence|1454|Seville|1512||
Giuseppe Garibaldi|statesman|Italy|Nice|1807||1882||
Camillo Cavour|statesman|Italy|Turin|1810|Turin|1861||
Giovanni Agnelli|entrepreneur|Italy||1866|Turin|1945||
Enzo Ferrari|entrepreneur|Italy||1898||1988||
Camillo Olivetti|entrepreneur|Italy|Ivrea|1868||1943||
Archimedes|mathematician|Greece|Syracuse||Syracuse|||
Socrates|philosopher|Greece|Athens||Athens|||
Plato|philosopher|Greece|||Athens|||
Aristotle|philosopher|Greece|Stagira||Chalcis|||
Sophocles|writer|Greece|||Athens|||
El Greco|painter|Greece|Heraklion|1541|Toledo|1614||
Nikos Kazantzakis|writer|Greece|Heraklion|1883||1957|University of Athens|
Miguel de Cervantes|writer|Spain|Alcalá de Henares|1547|Madrid|1616||
Lope de Vega|writer|Spain|Madrid|1562|Madrid|1635||
Federico García Lorca|poet|Spain||1898||1936|University of Granada|
Miguel de Unamuno|philosopher|Spain|Bilbao|1864|Salamanca|1936|Complutense University of Madrid|
Diego Velázquez|painter|Spain|Seville|1599|Madrid|1660||
Bartolomé Esteban Murillo|painter|Spain|Seville|1617|Seville|1682||
Francisco Goya|painter|Spain|Fuendetodos|1746|Bordeaux|1828||
Pablo Picasso|painter|Spain|Málaga|1881||1973||
Salvador Dalí|painter|Spain|Figueres|1904|Figueres|1989||
Joan Miró|painter|Spain|Barcelona|1893|Palma|1983||
Antoni Gaudí|architect|Spain|Reus|1852|Barcelona|1926||
Manuel de Falla|composer|Spain|Cádiz|1876||1946||
Isaac Albéniz|composer|Spain||1860||1909||
Santiago Ramón y Cajal|biologist|Spain||1852|Madrid|1934|University of Zaragoza|
Amancio Ortega|entrepreneur|Spain||1936||||
Luís de Camões|poet|Portugal||1524|Lisbon|1580||
Fernando Pessoa|poet|Portugal|Lisbon|1888|Lisbon|1935||
José Saramago|writer|Portugal|Azinhaga|1922||2010||
José Maria de Eça de Queirós|writer|Portugal||1845|Paris|1900|University of Coimbra|
Vasco da Gama|explorer|Portugal|Sines||Kochi|1524||
Ferdinand Magellan|explorer|Portugal||1480||1521||
António Egas Moniz|biologist|Portugal||1874|Lisbon|1955|University of Coimbra|
James Joyce|writer|Ireland|Dublin|1882|Zurich|1941|University College Dublin|
Oscar Wilde|writer|Ireland|Dublin|1854|Paris|1900|Trinity College Dublin|
Jonathan Swift|writer|Ireland|Dublin|1667|Dublin|1745|Trinity College Dublin|
Samuel Beckett|writer|Ireland|Dublin|1906|Paris|1989|Trinity College Dublin|
Bram Stoker|writer|Ireland|Dublin|1847|London|1912|Trinity College Dublin|
George Bernard Shaw|writer|Ireland|Dublin|1856||1950||
W. B. Yeats|poet|Ireland|Dublin|1865||1939||
Robert Boyle|chemist|Ireland|Lismore|1627|London|1691||
Arthur Guinness|entrepreneur|Ireland||1725||1803||
Ernest Shackleton|explorer|Ireland|Kildare|1874||1922||
Arthur Wellesley, Duke of Wellington>Wellington|statesman|United Kingdom|Dublin|1769||1852||
Rembrandt|painter|Netherlands|Leiden|1606|Amsterdam|1669||
Johannes Vermeer|painter|Netherlands|Delft|1632|Delft|1675||
Frans Hals|painter|Netherlands|Antwerp|1582|Haarlem|1666||
Hieronymus Bosch|painter|Netherlands|'s-Hertogenbosch|1450|'s-Hertogenbosch|1516||
Vincent van Gogh|painter|Netherlands|Zundert|1853|Auvers-sur-Oise|1890||
Jan Steen|painter|Netherlands|Leiden|1626|Leiden|1679||
Desiderius Erasmus|theologian|Netherlands|Rotterdam|1466|Basel|1536|University of Turin|
Hugo Grotius|philosopher|Netherlands|Delft|1583||1645|Leiden University|
Baruch Spinoza|philosopher|Netherlands|Amsterdam|1632|The Hague|1677||
Christiaan Huygens|astronomer|Netherlands|The Hague|1629|The Hague|1695|Leiden University|
Antonie van Leeuwenhoek|biologist|Netherlands|Delft|1632|Delft|1723||
Hendrik Lorentz|physicist|Netherlands|Arnhem|1853|Haarlem|1928|Leiden University|
Pieter Zeeman|physicist|Netherlands||1865|Amsterdam|1943|Leiden University|
Anne Frank|writer|Netherlands|Frankfurt|1929||1945||f
Gerard Philips|entrepreneur|Netherlands||1858|The Hague|1942||
Abel Tasman|explorer|Netherlands||1603||1659||
Peter Paul Rubens|painter|Belgium||1577|Antwerp|1640||
René Magritte|painter|Belgium|Lessines|1898|Brussels|1967||
Pieter Bruegel the Elder|painter|Belgium|||Brussels|1569||
Hergé|writer|Belgium||1907||1983||
Georges Simenon|writer|Belgium|Liège|1903|Lausanne|1989||
César Franck|composer|Belgium|Liège|1822|Paris|1890||
Adolphe Sax|inventor|Belgium||1814|Paris|1894||
Gerardus Mercator|geographer|Belgium||1512||1594|University of Leuven|
Leonhard Euler|mathematician|Switzerland|Basel|1707|Saint Petersburg|1783|University of Basel|
Daniel Bernoulli|mathematician|Switzerland|Groningen|1700|Basel|1782|University of Basel|
Paracelsus|alchemist|Switzerland|Einsiedeln|1493|Salzburg|1541||
Carl Jung|psychologist|Switzerland||1875||1961|University of Basel|
Ferdinand de Saussure|linguist|Switzerland|Geneva|1857||1913|University of Geneva|
Henry Dunant|humanitarian|Switzerland|Geneva|1828||1910||
Johanna Spyri|writer|Switzerland||1827|Zurich|1901||f
Le Corbusier|architect|Switzerland||1887||1965||
Paul Klee|painter|Switzerland||1879||1940||
Jean Piaget|psychologist|Switzerland||1896|Geneva|1980||
Wolfgang Amadeus Mozart|composer|Austria|Salzburg|1756|Vienna|1791||
Joseph Haydn|composer|Austria|Rohrau|1732|Vienna|1809||
Franz Schubert|composer|Austria|Vienna|1797|Vienna|1828||
Johann Strauss II|composer|Austria|Vienna|1825|Vienna|1899||
Gustav Mahler|composer|Austria|Kaliště|1860|Vienna|1911|University of Vienna|
Arnold Schoenberg|composer|Austria|Vienna|1874|Los Angeles|1951||
Gustav Klimt|painter|Austria|Baumgarten|1862|Vienna|1918||
Egon Schiele|painter|Austria||1890|Vienna|1918||
Sigmund Freud|psychologist|Austria|Příbor|1856|London|1939|University of Vienna|
Ludwig Wittgenstein|philosopher|Austria|Vienna|1889|Cambridge|1951|University of Cambridge|
Karl Popper|philosopher|Austria|Vienna|1902|London|1994|University of Vienna|
Erwin Schrödinger|physicist|Austria|Vienna|1887|Vienna|1961|University of Vienna|
Ludwig Boltzmann|physicist|Austria|Vienna|1844|Duino|1906|University of Vienna|
Wolfgang Pauli|physicist|Austria|Vienna|1900|Zurich|1958|Ludwig Maximilian University of Munich|
Christian Doppler|physicist|Austria|Salzburg|1803|Venice|1853||
Lise Meitner|physicist|Austria|Vienna|1878|Cambridge|1968|University of Vienna|f
Stefan Zweig|writer|Austria|Vienna|1881|Petrópolis|1942|University of Vienna|
Rainer Maria Rilke|poet|Austria|Prague|1875||1926||
Arthur Schnitzler|writer|Austria|Vienna|1862|Vienna|1931|University of Vienna|
Maria Theresa|monarch|Austria|Vienna|1717|Vienna|1780||f
Gregor Mendel|biologist|Austria|Hynčice|1822|Brno|1884|University of Vienna|
Ferdinand Porsche|engineer|Austria||1875|Stuttgart|1951||
Nicolaus Copernicus|astronomer|Poland|Toruń|1473|Frombork|1543|Jagiellonian University|
Johannes Hevelius|astronomer|Poland|Gdańsk|1611|Gdańsk|1687|Leiden University|
Marie Curie|physicist|Poland|Warsaw|1867||1934|University of Paris|f
Frédéric Chopin|composer|Poland|Żelazowa Wola|1810|Paris|1849||
Karol Szymanowski|composer|Poland||1882|Lausanne|1937||
Stanisław Moniuszko|composer|Poland||1819|Warsaw|1872||
Adam Mickiewicz|poet|Poland||1798|Istanbul|1855|Vilnius University|
Henryk Sienkiewicz|writer|Poland||1846|Vevey|1916|University of Warsaw|
Władysław Reymont|writer|Poland||1867|Warsaw|1925||
Bolesław Prus|writer|Poland||1847|Warsaw|1912|University of Warsaw|
Stanisław Lem|writer|Poland|Lviv|1921|Kraków|2006|Jagiellonian University|
Wisława Szymborska|poet|Poland||1923|Kraków|2012|Jagiellonian University|f
Czesław Miłosz|poet|Poland||1911|Kraków|2004|Vilnius University|
Jan Matejko|painter|Poland|Kraków|1838|Kraków|1893||
Józef Piłsudski|statesman|Poland||1867|Warsaw|1935||
Tadeusz Kościuszko|statesman|Poland||1746||1817||
Antonín Dvořák|composer|Czech Republic|Nelahozeves|1841|Prague|1904||
Bedřich Smetana|composer|Czech Republic|Litomyšl|1824|Prague|1884||
Leoš Janáček|composer|Czech Republic|Hukvaldy|1854|Ostrava|1928||
Franz Kafka|writer|Czech Republic|Prague|1883||1924|Charles University|
Karel Čapek|writer|Czech Republic||1890|Prague|1938|Charles University|
Milan Kundera|writer|Czech Republic|Brno|1929|Paris|2023||
Alphonse Mucha|painter|Czech Republic||1860|Prague|1939||
Václav Havel|statesman|Czech Republic|Prague|1936||2011||
Franz Liszt|composer|Hungary||1811|Bayreuth|1886||
Béla Bartók|composer|Hungary||1881|New York City|1945||
Zoltán Kodály|composer|Hungary||1882|Budapest|1967||
Sándor Petőfi|poet|Hungary|Kiskőrös|1823||1849||
Mór Jókai|writer|Hungary||1825|Budapest|1904||
Imre Kertész|writer|Hungary|Budapest|1929|Budapest|2016||
John von Neumann|mathematician|Hungary|Budapest|1903|Washington, D.C.|1957|ETH Zurich|
Ernő Rubik|inventor|Hungary|Budapest|1944||||
Albert Szent-Györgyi|biologist|Hungary|Budapest|1893||1986||
László Bíró|inventor|Hungary|Budapest|1899|Buenos Aires|1985||
Ignaz Semmelweis|biologist|Hungary|Budapest|1818|Vienna|1865|University of Vienna|
Nikola Tesla>Nikola Tesla|inventor|Serbia|Smiljan|1856|New York City|1943||
Constantin Brâncuși|sculptor|Romania||1876|Paris|1957||
Mihai Eminescu|poet|Romania||1850|Bucharest|1889|University of Vienna|
Jean Sibelius|composer|Finland|Hämeenlinna|1865|Järvenpää|1957|University of Helsinki|
Alvar Aalto|architect|Finland||1898|Helsinki|1976||
Tove Jansson|writer|Finland|Helsinki|1914|Helsinki|2001||f
Linus Torvalds|inventor|Finland|Helsinki|1969|||University of Helsinki|
Carl Linnaeus|biologist|Sweden|Råshult|1707|Uppsala|1778|Uppsala University|
Anders Celsius|astronomer|Sweden|Uppsala|1701|Uppsala|1744|Uppsala University|
Carl Wilhelm Scheele|chemist|Sweden||1742|Köping|1786||
Jöns Jacob Berzelius|chemist|Sweden||1779|Stockholm|1848|Uppsala University|
Alfred Nobel|chemist|Sweden|Stockholm|1833||1896||
Svante Arrhenius|chemist|Sweden||1859|Stockholm|1927|Uppsala University|
August Strindberg|writer|Sweden|Stockholm|1849|Stockholm|1912|Uppsala University|
Astrid Lindgren|writer|Sweden||1907|Stockholm|2002||f
Selma Lagerlöf|writer|Sweden|Mårbacka|1858|Mårbacka|1940||f
Ingvar Kamprad|entrepreneur|Sweden||1926||2018||
Henrik Ibsen|writer|Norway|Skien|1828|Oslo|1906||
Edvard Grieg|composer|Norway|Bergen|1843|Bergen|1907||
Edvard Munch|painter|Norway|Løten|1863|Oslo|1944||
Knut Hamsun|writer|Norway||1859||1952||
Sigrid Undset|writer|Norway||1882||1949||f
Niels Henrik Abel|mathematician|Norway||1802||1829|University of Oslo|
Roald Amundsen|explorer|Norway||1872||1928||
Fridtjof Nansen|explorer|Norway||1861||1930|University of Oslo|
Tycho Brahe|astronomer|Denmark||1546|Prague|1601|University of Copenhagen|
Hans Christian Andersen|writer|Denmark|Odense|1805|Copenhagen|1875||
Niels Bohr|physicist|Denmark|Copenhagen|1885|Copenhagen|1962|University of Copenhagen|
Hans Christian Ørsted|physicist|Denmark||1777|Copenhagen|1851|University of Copenhagen|
Søren Kierkegaard|philosopher|Denmark|Copenhagen|1813|Copenhagen|1855|University of Copenhagen|
Carl Nielsen|composer|Denmark||1865|Copenhagen|1931||
Karen Blixen|writer|Denmark||1885||1962||f
Ole Kirk Christiansen|entrepreneur|Denmark||1891|Billund|1958||
Snorri Sturluson|poet|Iceland||1179||1241||
Halldór Laxness|writer|Iceland|Reykjavík|1902||1998||
Dmitri Mendeleev|chemist|Russia|Tobolsk|1834|Saint Petersburg|1907||
Mikhail Lomonosov|chemist|Russia||1711|Saint Petersburg|1765||
Ivan Pavlov|biologist|Russia|Ryazan|1849|Saint Petersburg|1936|Saint Petersburg State University|
Yuri Gagarin|cosmonaut|Russia|Klushino|1934||1968||
Konstantin Tsiolkovsky|engineer|Russia||1857|Kaluga|1935||
Sofia Kovalevskaya|mathematician|Russia|Moscow|1850|Stockholm|1891|University of Göttingen|f
Nikolai Lobachevsky|mathematician|Russia|Nizhny Novgorod|1792|Kazan|1856|Kazan Federal University|
Alexander Pushkin|poet|Russia|Moscow|1799|Saint Petersburg|1837||
Leo Tolstoy|writer|Russia|Yasnaya Polyana|1828|Astapovo|1910|Kazan Federal University|
Fyodor Dostoevsky|writer|Russia|Moscow|1821|Saint Petersburg|1881||
Anton Chekhov|writer|Russia|Taganrog|1860||1904|Moscow State University|
Ivan Turgenev|writer|Russia||1818||1883|Saint Petersburg State University|
Mikhail Bulgakov|writer|Russia|Kyiv|1891|Moscow|1940|Kyiv University|
Boris Pasternak|writer|Russia|Moscow|1890||1960|Moscow State University|
Anna Akhmatova|poet|Russia|Odesa|1889||1966||f
Pyotr Ilyich Tchaikovsky|composer|Russia|Votkinsk|1840|Saint Petersburg|1893||
Nikolai Rimsky-Korsakov|composer|Russia|Tikhvin|1844||1908||
Dmitri Shostakovich|composer|Russia|Saint Petersburg|1906|Moscow|1975||
Sergei Rachmaninoff|composer|Russia||1873||1943||
Wassily Kandinsky|painter|Russia|Moscow|1866||1944|Moscow State University|
Peter the Great|monarch|Russia|Moscow|1672|Saint Petersburg|1725||
Catherine the Great|monarch|Russia|Szczecin|1729|Saint Petersburg|1796||f
Taras Shevchenko|poet|Ukraine||1814|Saint Petersburg|1861||
Mustafa Kemal Atatürk|statesman|Turkey|Thessaloniki|1881|Istanbul|1938||
Orhan Pamuk|writer|Turkey|Istanbul|1952|||Istanbul University|
Nâzım Hikmet|poet|Turkey|Thessaloniki|1902|Moscow|1963||
Rumi|poet|Turkey||1207|Konya|1273||
Mimar Sinan|architect|Turkey|||Istanbul|1588||
Yaşar Kemal|writer|Turkey|||Istanbul|2015||
Vehbi Koç|entrepreneur|Turkey|Ankara|1901||1996||
Aziz Sancar|biologist|Turkey||1946|||Istanbul University|
Khalil Gibran|poet|Lebanon|Bsharri|1883|New York City|1931||
Avicenna|philosopher|Iran|||Hamadan|1037||
Omar Khayyam|poet|Iran|Nishapur|1048|Nishapur|1131||
Hafez|poet|Iran|Shiraz||Shiraz|1390||
Naguib Mahfouz|writer|Egypt|Cairo|1911|Cairo|2006|Cairo University|
Taha Hussein|writer|Egypt||1889|Cairo|1973|Cairo University|
Umm Kulthum|singer|Egypt|||Cairo|1975||f
Anwar Sadat|statesman|Egypt||1918|Cairo|1981||
Gamal Abdel Nasser|statesman|Egypt|Alexandria|1918|Cairo|1970||
Hypatia|mathematician|Egypt|Alexandria||Alexandria|415||f
Ahmed Zewail|chemist|Egypt||1946|Pasadena|2016|Alexandria University|
Cleopatra|monarch|Egypt|Alexandria||Alexandria|||f
Ibn Khaldun|philosopher|Tunisia|Tunis|1332|Cairo|1406||
Ibn Battuta|explorer|Morocco|Tangier|1304||||
Albert Camus|writer|France|Mondovi|1913||1960|University of Algiers|
Léopold Sédar Senghor|poet|Senegal|Joal|1906||2001|University of Paris|
Kwame Nkrumah|statesman|Ghana|Nkroful|1909|Bucharest|1972||
Chinua Achebe|writer|Nigeria|Ogidi|1930|Boston|2013|University of Ibadan|
Wole Soyinka|writer|Nigeria||1934|||University of Ibadan|
Nelson Mandela|statesman|South Africa|Mvezo|1918|Johannesburg|2013|University of the Witwatersrand|
Nadine Gordimer|writer|South Africa||1923|Johannesburg|2014|University of the Witwatersrand|f
Mahatma Gandhi|statesman|India|Porbandar|1869|New Delhi|1948|University of London|
Rabindranath Tagore|poet|India|Kolkata|1861|Kolkata|1941||
Srinivasa Ramanujan|mathematician|India|Erode|1887|Kumbakonam|1920|University of Cambridge|
C. V. Raman|physicist|India|Tiruchirappalli|1888|Bengaluru|1970||
Jawaharlal Nehru|statesman|India|Allahabad|1889|New Delhi|1964|University of Cambridge|
Indira Gandhi|statesman|India|Allahabad|1917|New Delhi|1984||f
Satyajit Ray|film director|India|Kolkata|1921|Kolkata|1992||
Salman Rushdie|writer|India|Mumbai|1947|||University of Cambridge|
Jamsetji Tata|entrepreneur|India||1839||1904||
Abdus Salam|physicist|Pakistan|Jhang|1926|Oxford|1996|University of Cambridge|
Confucius|philosopher|China|Qufu||Qufu|||
Lu Xun|writer|China|Shaoxing|1881|Shanghai|1936||
Mao Zedong|statesman|China|Shaoshan|1893|Beijing|1976||
Mo Yan|writer|China||1955||||
Jack Ma|entrepreneur|China|Hangzhou|1964||||
Natsume Sōseki|writer|Japan|Tokyo|1867|Tokyo|1916|University of Tokyo|
Yasunari Kawabata|writer|Japan|Osaka|1899||1972|University of Tokyo|
Haruki Murakami|writer|Japan|Kyoto|1949|||Waseda University|
Kenzaburō Ōe|writer|Japan||1935||2023|University of Tokyo|
Akira Kurosawa|film director|Japan|Tokyo|1910|Tokyo|1998||
Hideki Yukawa|physicist|Japan|Tokyo|1907|Kyoto|1981|Kyoto University|
Soichiro Honda|entrepreneur|Japan||1906|Tokyo|1991||
Kiichiro Toyoda|entrepreneur|Japan||1894||1952|University of Tokyo|
Akio Morita|entrepreneur|Japan|Nagoya|1921|Tokyo|1999||
José Rizal|writer|Philippines|Calamba|1861|Manila|1896||
Benjamin Franklin|inventor|United States|Boston|1706|Philadelphia|1790||
George Washington|statesman|United States|Westmoreland County|1732|Mount Vernon|1799||
Thomas Jefferson|statesman|United States|Shadwell|1743||1826||
Abraham Lincoln|statesman|United States|Hodgenville|1809|Washington, D.C.|1865||
Theodore Roosevelt|statesman|United States|New York City|1858||1919|Harvard University|
Franklin D. Roosevelt|statesman|United States|Hyde Park|1882|Warm Springs|1945|Harvard University|
John F. Kennedy|statesman|United States||1917|Dallas|1963|Harvard University|
Martin Luther King Jr.|theologian|United States|Atlanta|1929|Memphis|1968|Boston University|
Thomas Edison|inventor|United States|Milan, Ohio|1847|West Orange|1931||
Orville Wright|inventor|United States|Dayton|1871|Dayton|1948||
Henry Ford|entrepreneur|United States||1863|Dearborn|1947||
Walt Disney|entrepreneur|United States|Chicago|1901|Burbank|1966||
Steve Jobs|entrepreneur|United States|San Francisco|1955|Palo Alto|2011||
Bill Gates|entrepreneur|United States|Seattle|1955||||
Jeff Bezos|entrepreneur|United States||1964|||Princeton University|
Larry Page|entrepreneur|United States||1973|||Stanford University|
Mark Zuckerberg|entrepreneur|United States||1984||||
Phil Knight|entrepreneur|United States|Portland, Oregon|1938|||Stanford University|
Edgar Allan Poe|writer|United States|Boston|1809|Baltimore|1849||
Mark Twain|writer|United States|Florida, Missouri|1835|Redding|1910||
Herman Melville|writer|United States|New York City|1819|New York City|1891||
Nathaniel Hawthorne|writer|United States|Salem|1804||1864||
Henry David Thoreau|philosopher|United States|Concord|1817|Concord|1862|Harvard University|
Emily Dickinson|poet|United States|Amherst|1830|Amherst|1886||f
Walt Whitman|poet|United States||1819||1892||
Ernest Hemingway|writer|United States|Oak Park|1899|Ketchum|1961||
William Faulkner|writer|United States|New Albany|1897||1962||
John Steinbeck|writer|United States|Salinas|1902|New York City|1968|Stanford University|
F. Scott Fitzgerald|writer|United States||1896|Los Angeles|1940|Princeton University|
Toni Morrison|writer|United States||1931|New York City|2019|Cornell University|f
Jack London|writer|United States|San Francisco|1876||1916||
Irving Berlin|composer|United States||1888|New York City|1989||
George Gershwin|composer|United States|Brooklyn|1898|Los Angeles|1937||
Leonard Bernstein|composer|United States||1918|New York City|1990|Harvard University|
Louis Armstrong|singer|United States|New Orleans|1901|New York City|1971||
Frank Lloyd Wright|architect|United States||1867|Phoenix|1959||
Edward Hopper|painter|United States||1882|New York City|1967||
Andy Warhol|painter|United States|Pittsburgh|1928|New York City|1987||
Edwin Hubble|astronomer|United States|Marshfield|1889||1953|University of Chicago|
Richard Feynman|physicist|United States|New York City|1918|Los Angeles|1988|Princeton University|
Robert Oppenheimer|physicist|United States|New York City|1904|Princeton|1967|Harvard University|
Glenn Seaborg|chemist|United States||1912||1999||
Neil Armstrong|astronaut|United States||1930|Cincinnati|2012|Purdue University|
Alexander Graham Bell|inventor|Canada|Edinburgh|1847|Baddeck|1922||
Frederick Banting|biologist|Canada|Alliston|1891||1941|University of Toronto|
Leonard Cohen|singer|Canada|Montreal|1934|Los Angeles|2016|McGill University|
Margaret Atwood|writer|Canada|Ottawa|1939|||University of Toronto|f
Alice Munro|writer|Canada||1931||2024||f
Lucy Maud Montgomery|writer|Canada||1874|Toronto|1942||f
Glenn Gould|pianist|Canada|Toronto|1932|Toronto|1982||
Marshall McLuhan|philosopher|Canada|Edmonton|1911|Toronto|1980|University of Cambridge|
William Osler|biologist|Canada||1849|Oxford|1919|McGill University|
Pierre Trudeau|statesman|Canada|Montreal|1919|Montreal|2000|University of Montreal|
Emily Carr|painter|Canada|Victoria, British Columbia|1871|Victoria, British Columbia|1945||f
Frida Kahlo|painter|Mexico|Coyoacán|1907|Coyoacán|1954||f
Diego Rivera|painter|Mexico|Guanajuato|1886|Mexico City|1957||
Octavio Paz|poet|Mexico|Mexico City|1914|Mexico City|1998||
Sor Juana Inés de la Cruz|poet|Mexico||1648|Mexico City|1695||f
Rubén Darío|poet|Nicaragua|Metapa|1867|León|1916||
José Martí|poet|Cuba|Havana|1853||1895|University of Zaragoza|
Bob Marley|singer|Jamaica||1945||1981||
Gabriel García Márquez|writer|Colombia|Aracataca|1927|Mexico City|2014||
Simón Bolívar|statesman|Venezuela|Caracas|1783||1830||
Mario Vargas Llosa|writer|Peru|Arequipa|1936|Lima|2025|National University of San Marcos|
César Vallejo|poet|Peru||1892|Paris|1938||
Pablo Neruda|poet|Chile|Parral|1904|Santiago|1973|University of Chile|
Gabriela Mistral|poet|Chile|Vicuña|1889||1957||f
Jorge Luis Borges|writer|Argentina|Buenos Aires|1899|Geneva|1986||
Julio Cortázar|writer|Argentina|Brussels|1914|Paris|1984||
Astor Piazzolla|composer|Argentina||1921|Buenos Aires|1992||
José de San Martín|statesman|Argentina||1778||1850||
Machado de Assis|writer|Brazil|Rio de Janeiro|1839|Rio de Janeiro|1908||
Jorge Amado|writer|Brazil|Itabuna|1912|Salvador|2001||
Clarice Lispector|writer|Brazil||1920|Rio de Janeiro|1977||f
Carlos Drummond de Andrade|poet|Brazil|Itabira|1902|Rio de Janeiro|1987||
Heitor Villa-Lobos|composer|Brazil|Rio de Janeiro|1887|Rio de Janeiro|1959||
Antônio Carlos Jobim|composer|Brazil|Rio de Janeiro|1927|New York City|1994||
Oscar Niemeyer|architect|Brazil|Rio de Janeiro|1907|Rio de Janeiro|2012||
Cândido Portinari|painter|Brazil||1903|Rio de Janeiro|1962||
Alberto Santos-Dumont|inventor|Brazil||1873|Guarujá|1932||
Pedro II|monarch|Brazil|Rio de Janeiro|1825|Paris|1891||
Paulo Coelho|writer|Brazil|Rio de Janeiro|1947||||
Patrick White|writer|Australia|London|1912|Sydney|1990|University of Cambridge|
Nellie Melba|singer|Australia||1861|Sydney|1931||f
Katherine Mansfield|writer|New Zealand|Wellington|1888||1923||f
Edmund Hillary|explorer|New Zealand|Auckland|1919|Auckland|2008||
`;
