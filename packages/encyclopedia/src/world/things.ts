/** Chemical elements: name | symbol | number | discoverer | year. `Title>name` where they differ. */
export const elementRows: string = `
hydrogen|H|1||
helium|He|2||
lithium|Li|3||
carbon|C|6||
nitrogen|N|7||
oxygen|O|8|Carl Wilhelm Scheele|1771
fluorine|F|9|Henri Moissan|1886
neon|Ne|10|William Ramsay|1898
sodium|Na|11|Humphry Davy|1807
magnesium|Mg|12||
aluminium|Al|13|Hans Christian Ørsted|1825
silicon|Si|14|Jöns Jacob Berzelius|1824
phosphorus|P|15||
sulfur|S|16|||
chlorine|Cl|17|Carl Wilhelm Scheele|1774
argon|Ar|18|William Ramsay|1894
potassium|K|19|Humphry Davy|1807
calcium|Ca|20|Humphry Davy|1808
titanium|Ti|22||
chromium|Cr|24||
manganese|Mn|25||
iron|Fe|26||
cobalt|Co|27||
nickel|Ni|28||
copper|Cu|29||
zinc|Zn|30||
germanium|Ge|32|Clemens Winkler|1886
arsenic|As|33||
selenium|Se|34|Jöns Jacob Berzelius|1817
bromine|Br|35||
krypton|Kr|36|William Ramsay|1898
silver|Ag|47||
tin|Sn|50||
iodine|I|53||
xenon|Xe|54|William Ramsay|1898
caesium|Cs|55|Robert Bunsen|1860
cerium|Ce|58|Jöns Jacob Berzelius|1803
tungsten|W|74||
platinum|Pt|78||
gold|Au|79||
mercury (element)>mercury|Hg|80||
lead|Pb|82||
polonium|Po|84|Marie Curie|1898
radium|Ra|88|Marie Curie|1898
thorium|Th|90|Jöns Jacob Berzelius|1829
uranium|U|92|Martin Heinrich Klaproth|1789
zirconium|Zr|40|Martin Heinrich Klaproth|1789
plutonium|Pu|94|Glenn Seaborg|1940
americium|Am|95|Glenn Seaborg|1944
curium|Cm|96|Glenn Seaborg|1944
`;

/** Planets and moons: name | kind | parent | discoverer | year. */
export const bodyRows: string = `
Sun|star|||
Mercury (planet)>Mercury|planet|Sun||
Venus|planet|Sun||
Earth|planet|Sun||
Mars|planet|Sun||
Jupiter|planet|Sun||
Saturn|planet|Sun||
Uranus|planet|Sun|William Herschel|1781
Neptune|planet|Sun||
Moon|moon|Earth||
Io|moon|Jupiter|Galileo Galilei|1610
Europa (moon)>Europa|moon|Jupiter|Galileo Galilei|1610
Ganymede|moon|Jupiter|Galileo Galilei|1610
Callisto|moon|Jupiter|Galileo Galilei|1610
Titan (moon)>Titan|moon|Saturn|Christiaan Huygens|1655
Rhea|moon|Saturn|Giovanni Domenico Cassini|1672
Tethys|moon|Saturn|Giovanni Domenico Cassini|1684
Titania|moon|Uranus|William Herschel|1787
Oberon|moon|Uranus|William Herschel|1787
`;

/** States and provinces: name | country | capital. `Title>name` where they differ. */
export const stateRows: string = `
Georgia (U.S. state)>Georgia|United States|Atlanta
Washington (state)>Washington|United States|
Ohio|United States|Columbus, Ohio
Massachusetts|United States|Boston
Nebraska|United States|Lincoln, Nebraska
Texas|United States|Austin
California|United States|
Arizona|United States|Phoenix
Virginia|United States|Richmond
Colorado|United States|Denver
Mississippi (state)>Mississippi|United States|
Missouri (state)>Missouri|United States|
Hawaii|United States|Honolulu
Louisiana|United States|
Victoria (state)>Victoria|Australia|Melbourne
New South Wales|Australia|Sydney
Queensland|Australia|Brisbane
Ontario|Canada|Toronto
British Columbia|Canada|Victoria, British Columbia
Alberta|Canada|Edmonton
Manitoba|Canada|Winnipeg
Nova Scotia|Canada|Halifax
Bavaria|Germany|Munich
Saxony|Germany|Dresden
Tuscany|Italy|Florence
Lombardy|Italy|Milan
Piedmont|Italy|Turin
Veneto|Italy|Venice
Liguria|Italy|Genoa
Emilia-Romagna|Italy|Bologna
Apulia|Italy|
Campania|Italy|Naples
Tyrol|Austria|Innsbruck
Styria|Austria|Graz
Andalusia|Spain|Seville
Catalonia|Spain|Barcelona
Normandy|France|Rouen
Minas Gerais|Brazil|
Bahia|Brazil|Salvador
Amazonas|Brazil|Manaus
Pará|Brazil|Belém
Punjab, Pakistan>Punjab|Pakistan|Lahore
Tamil Nadu|India|Chennai
`;

/** Landmarks: name | kind | city | designer. */
export const landmarkRows: string = `
Eiffel Tower|tower|Paris|
Notre-Dame de Paris|cathedral|Paris|
Louvre|museum|Paris|
Sorbonne Chapel|church|Paris|
Arc de Triomphe|arch|Paris|
Brandenburg Gate|gate|Berlin|
Reichstag building|building|Berlin|
Cologne Cathedral|cathedral|Cologne|
Semperoper|opera house|Dresden|
Colosseum|amphitheatre|Rome|
Pantheon, Rome>Pantheon|temple|Rome|
St. Peter's Square|square|Rome|Gian Lorenzo Bernini
Trevi Fountain|fountain|Rome|
La Scala|opera house|Milan|
Milan Cathedral|cathedral|Milan|
Uffizi|museum|Florence|
Florence Cathedral|cathedral|Florence|
Ponte Vecchio|bridge|Florence|
Leaning Tower of Pisa|tower|Pisa|
Rialto Bridge|bridge|Venice|
Doge's Palace|palace|Venice|
La Fenice|opera house|Venice|
Verona Arena|amphitheatre|Verona|
Mole Antonelliana|tower|Turin|
Teatro San Carlo|opera house|Naples|
Sagrada Família|church|Barcelona|Antoni Gaudí
Park Güell|park|Barcelona|Antoni Gaudí
Prado|museum|Madrid|
Alhambra|palace|Granada|
Belém Tower|tower|Lisbon|
Big Ben|tower|London|
Tower Bridge|bridge|London|
British Museum|museum|London|
Buckingham Palace|palace|London|
Edinburgh Castle|castle|Edinburgh|
Dublin Castle|castle|Dublin|
Rijksmuseum|museum|Amsterdam|
Concertgebouw|concert hall|Amsterdam|
Erasmus Bridge|bridge|Rotterdam|
Mauritshuis|museum|The Hague|
Atomium|building|Brussels|
Schönbrunn Palace|palace|Vienna|
Hofburg|palace|Vienna|
Belvedere|palace|Vienna|
Vienna State Opera|opera house|Vienna|
Hohensalzburg|castle|Salzburg|
Wawel Castle|castle|Kraków|
St. Mary's Basilica|church|Kraków|
Palace of Culture and Science|building|Warsaw|
Royal Castle|castle|Warsaw|
Charles Bridge|bridge|Prague|
Prague Castle|castle|Prague|
Hungarian Parliament Building|building|Budapest|
Széchenyi Chain Bridge|bridge|Budapest|
Buda Castle|castle|Budapest|
Acropolis|citadel|Athens|
Parthenon|temple|Athens|
Hagia Sophia|mosque|Istanbul|
Blue Mosque|mosque|Istanbul|
Topkapı Palace|palace|Istanbul|
Süleymaniye Mosque|mosque|Istanbul|Mimar Sinan
Kremlin|citadel|Moscow|
Bolshoi Theatre|theatre|Moscow|
Hermitage|museum|Saint Petersburg|
Great Sphinx|statue|Giza|
Great Pyramid|pyramid|Giza|
Al-Azhar Mosque|mosque|Cairo|
Karnak|temple|Luxor|
Bibliotheca Alexandrina|library|Alexandria|
Taj Mahal|mausoleum|Agra|
Forbidden City|palace|Beijing|
Angkor Wat|temple|Siem Reap|
Statue of Liberty|statue|New York City|
Empire State Building|skyscraper|New York City|
Brooklyn Bridge|bridge|New York City|
Guggenheim Museum|museum|New York City|Frank Lloyd Wright
White House|building|Washington, D.C.|
Lincoln Memorial|memorial|Washington, D.C.|
Golden Gate Bridge|bridge|San Francisco|
CN Tower|tower|Toronto|
Notre-Dame Basilica|church|Montreal|
Château Frontenac|hotel|Quebec City|
Christ the Redeemer|statue|Rio de Janeiro|
Maracanã|stadium|Rio de Janeiro|
Cathedral of Brasília|cathedral|Brasília|Oscar Niemeyer
Teatro Amazonas|opera house|Manaus|
Teatro Colón|opera house|Buenos Aires|
Sydney Opera House|opera house|Sydney|
`;

/** Events: name | kind | place | year. */
export const eventRows: string = `
French Revolution|revolution|France|1789
Storming of the Bastille|uprising|Paris|1789
Battle of Verdun|battle|France|1916
Siege of Orléans|siege|Orléans|1428
Edict of Nantes|treaty|Nantes|1598
Treaty of Versailles|treaty|Versailles|1919
Battle of Leipzig|battle|Leipzig|1813
Diet of Worms|congress|Worms|1521
Fall of the Berlin Wall|event|Berlin|1989
Great Fire of London|fire|London|1666
Great Exhibition|exhibition|London|1851
Battle of Hastings|battle|United Kingdom|1066
Glorious Revolution|revolution|United Kingdom|1688
Council of Trent|congress|Trento|1545
Battle of Legnano|battle|Italy|1176
Sack of Rome|siege|Rome|1527
Congress of Vienna|congress|Vienna|1814
Siege of Vienna|siege|Vienna|1683
Battle of Wagram|battle|Austria|1809
Anschluss|event|Austria|1938
Battle of Grunwald|battle|Poland|1410
Warsaw Uprising|uprising|Warsaw|1944
Treaty of Utrecht|treaty|Utrecht|1713
Battle of Arnhem|battle|Arnhem|1944
Union of Utrecht|treaty|Utrecht|1579
Battle of Waterloo|battle|Belgium|1815
Battle of Mohács|battle|Hungary|1526
Hungarian Revolution|revolution|Hungary|1956
Siege of Eger|siege|Eger|1552
Lisbon earthquake|earthquake|Lisbon|1755
Carnation Revolution|revolution|Portugal|1974
Easter Rising|uprising|Dublin|1916
Battle of the Boyne|battle|Ireland|1690
Defenestration of Prague|event|Prague|1618
Prague Spring|event|Czech Republic|1968
Treaty of Tordesillas|treaty|Spain|1494
Spanish Civil War|war|Spain|1936
Battle of Bailén|battle|Spain|1808
Siege of Toledo|siege|Toledo|1085
Battle of Marathon|battle|Greece|
Battle of Poltava|battle|Ukraine|1709
October Revolution|revolution|Russia|1917
Battle of Borodino|battle|Russia|1812
Battle of Stalingrad|battle|Volgograd|1942
Fall of Constantinople|siege|Istanbul|1453
Gallipoli campaign|battle|Turkey|1915
Battle of Manzikert|battle|Turkey|1071
Battle of the Pyramids|battle|Egypt|1798
Suez Crisis|war|Egypt|1956
Battle of El Alamein|battle|Egypt|1942
Battle of Plassey|battle|India|1757
Meiji Restoration|revolution|Japan|1868
Bombing of Hiroshima|event|Hiroshima|1945
Xinhai Revolution|revolution|China|1911
Boston Tea Party|uprising|Boston|1773
American Civil War|war|United States|1861
Great Chicago Fire|fire|Chicago|1871
San Francisco earthquake|earthquake|San Francisco|1906
Battle of Gettysburg|battle|United States|1863
Battle of the Plains of Abraham|battle|Quebec City|1759
Halifax Explosion|event|Halifax|1917
Expo 67|exhibition|Montreal|1967
Winnipeg general strike|uprising|Winnipeg|1919
Mexican Revolution|revolution|Mexico|1910
Cuban Revolution|revolution|Cuba|1953
Battle of Ayacucho|battle|Peru|1824
Battle of Boyacá|battle|Colombia|1819
May Revolution|revolution|Buenos Aires|1810
Earth Summit|congress|Rio de Janeiro|1992
`;

/** Language families: language | family. */
export const languageRows: string = `
French|Romance;Italian|Romance;Spanish|Romance;Portuguese|Romance;Romanian|Romance;Catalan|Romance;Romansh|Romance;German|Germanic;English|Germanic;Dutch|Germanic;Swedish|Germanic;Norwegian|Germanic;Danish|Germanic;Icelandic|Germanic;Luxembourgish|Germanic;Afrikaans|Germanic;Polish|Slavic;Czech|Slavic;Slovak|Slavic;Russian|Slavic;Ukrainian|Slavic;Bulgarian|Slavic;Serbian|Slavic;Croatian|Slavic;Slovene|Slavic;Finnish|Uralic;Estonian|Uralic;Hungarian|Uralic;Lithuanian|Baltic;Latvian|Baltic;Irish|Celtic;Arabic|Semitic;Hebrew|Semitic;Amharic|Semitic;Turkish|Turkic;Kazakh|Turkic;Hindi|Indo-Aryan;Urdu|Indo-Aryan;Bengali|Indo-Aryan;Nepali|Indo-Aryan;Persian|Iranian;Pashto|Iranian;Kurdish|Iranian;Swahili|Bantu;Zulu|Bantu;Xhosa|Bantu;Shona|Bantu;Malay|Austronesian;Indonesian|Austronesian;Filipino|Austronesian;Māori|Austronesian
`;
