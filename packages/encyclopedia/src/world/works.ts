/** Works: name | kind | author | year. `Title>name` where they differ. */
export const workRows: string = `
Philosophiæ Naturalis Principia Mathematica|treatise|Isaac Newton|1687
On the Origin of Species|treatise|Charles Darwin|1859
The Wealth of Nations|treatise|Adam Smith|1776
A Treatise of Human Nature|treatise|David Hume|1739
Hamlet|play|William Shakespeare|1603
Macbeth|play|William Shakespeare|1623
King Lear|play|William Shakespeare|1608
The Merchant of Venice|play|William Shakespeare|1600
Oliver Twist|novel|Charles Dickens|1838
Great Expectations|novel|Charles Dickens|1861
A Tale of Two Cities|novel|Charles Dickens|1859
Pride and Prejudice|novel|Jane Austen|1813
Emma (novel)>Emma|novel|Jane Austen|1815
Mrs Dalloway|novel|Virginia Woolf|1925
Frankenstein|novel|Mary Shelley|1818
Nineteen Eighty-Four|novel|George Orwell|1949
Animal Farm|novel|George Orwell|1945
Murder on the Orient Express|novel|Agatha Christie|1934
Alice's Adventures in Wonderland|novel|Lewis Carroll|1865
The Hobbit|novel|J. R. R. Tolkien|1937
Treasure Island|novel|Robert Louis Stevenson|1883
Enigma Variations|orchestral work|Edward Elgar|1899
Dido and Aeneas|opera|Henry Purcell|1689
The Fighting Temeraire|painting|J. M. W. Turner|1839
Pensées|treatise|Blaise Pascal|1670
Discourse on the Method|treatise|René Descartes|1637
Candide|novel|Voltaire|1759
The Social Contract|treatise|Jean-Jacques Rousseau|1762
Les Misérables|novel|Victor Hugo|1862
The Hunchback of Notre-Dame|novel|Victor Hugo|1831
The Three Musketeers|novel|Alexandre Dumas|1844
Twenty Thousand Leagues Under the Seas|novel|Jules Verne|1870
Madame Bovary|novel|Gustave Flaubert|1857
Germinal|novel|Émile Zola|1885
In Search of Lost Time|novel|Marcel Proust|1913
The Second Sex|treatise|Simone de Beauvoir|1949
Nausea (novel)>Nausea|novel|Jean-Paul Sartre|1938
The Stranger|novel|Albert Camus|1942
The Plague|novel|Albert Camus|1947
The Flowers of Evil|poetry collection|Charles Baudelaire|1857
Tartuffe|play|Molière|1664
La mer|orchestral work|Claude Debussy|1905
Carmen|opera|Georges Bizet|1875
Boléro|orchestral work|Maurice Ravel|1928
Samson and Delilah|opera|Camille Saint-Saëns|1877
Impression, Sunrise|painting|Claude Monet|1872
The Card Players|painting|Paul Cézanne|1895
Olympia (painting)>Olympia|painting|Édouard Manet|1863
The Thinker|sculpture|Auguste Rodin|1904
Faust|play|Johann Wolfgang von Goethe|1808
The Sorrows of Young Werther|novel|Johann Wolfgang von Goethe|1774
William Tell (play)>William Tell|play|Friedrich Schiller|1804
Buddenbrooks|novel|Thomas Mann|1901
The Magic Mountain|novel|Thomas Mann|1924
Death in Venice|novel|Thomas Mann|1912
The Threepenny Opera|play|Bertolt Brecht|1928
Brandenburg Concertos|orchestral work|Johann Sebastian Bach|1721
Messiah (Handel)>Messiah|oratorio|George Frideric Handel|1742
Fidelio|opera|Ludwig van Beethoven|1805
A German Requiem|oratorio|Johannes Brahms|1868
Lohengrin|opera|Richard Wagner|1850
Tristan and Isolde|opera|Richard Wagner|1865
Wanderer above the Sea of Fog|painting|Caspar David Friedrich|1818
Thus Spoke Zarathustra|treatise|Friedrich Nietzsche|1883
Critique of Pure Reason|treatise|Immanuel Kant|1781
Das Kapital|treatise|Karl Marx|1867
Mona Lisa|painting|Leonardo da Vinci|1503
The Last Supper|painting|Leonardo da Vinci|1498
David (Michelangelo)>David|sculpture|Michelangelo|1504
The School of Athens|painting|Raphael|1511
The Birth of Venus|painting|Sandro Botticelli|1485
Venus of Urbino|painting|Titian|1534
Divine Comedy|poem|Dante Alighieri|1321
The Decameron|story collection|Giovanni Boccaccio|1353
Orlando Furioso|poem|Ludovico Ariosto|1516
The Betrothed|novel|Alessandro Manzoni|1827
The Adventures of Pinocchio|novel|Carlo Collodi|1883
Six Characters in Search of an Author|play|Luigi Pirandello|1921
The Name of the Rose|novel|Umberto Eco|1980
Foucault's Pendulum|novel|Umberto Eco|1988
Invisible Cities|novel|Italo Calvino|1972
The Baron in the Trees|novel|Italo Calvino|1957
If This Is a Man|memoir|Primo Levi|1947
The Periodic Table|story collection|Primo Levi|1975
The Prince|treatise|Niccolò Machiavelli|1532
Starry Messenger|treatise|Galileo Galilei|1610
The Four Seasons|orchestral work|Antonio Vivaldi|1725
L'Orfeo|opera|Claudio Monteverdi|1607
The Barber of Seville|opera|Gioachino Rossini|1816
William Tell (opera)>William Tell|opera|Gioachino Rossini|1829
Aida|opera|Giuseppe Verdi|1871
La traviata|opera|Giuseppe Verdi|1853
Nabucco|opera|Giuseppe Verdi|1842
Otello|opera|Giuseppe Verdi|1887
Macbeth (opera)>Macbeth|opera|Giuseppe Verdi|1847
Tosca|opera|Giacomo Puccini|1900
La bohème|opera|Giacomo Puccini|1896
Turandot|opera|Giacomo Puccini|1926
Madama Butterfly|opera|Giacomo Puccini|1904
Lucia di Lammermoor|opera|Gaetano Donizetti|1835
Norma|opera|Vincenzo Bellini|1831
Don Quixote|novel|Miguel de Cervantes|1605
Blood Wedding|play|Federico García Lorca|1933
Las Meninas|painting|Diego Velázquez|1656
Guernica (Picasso)>Guernica|painting|Pablo Picasso|1937
Les Demoiselles d'Avignon|painting|Pablo Picasso|1907
The Persistence of Memory|painting|Salvador Dalí|1931
The Three-Cornered Hat|ballet|Manuel de Falla|1919
The Lusiads|poem|Luís de Camões|1572
Blindness (novel)>Blindness|novel|José Saramago|1995
The Maias|novel|José Maria de Eça de Queirós|1888
Ulysses|novel|James Joyce|1922
Dubliners|story collection|James Joyce|1914
The Picture of Dorian Gray|novel|Oscar Wilde|1890
The Importance of Being Earnest|play|Oscar Wilde|1895
Gulliver's Travels|novel|Jonathan Swift|1726
Waiting for Godot|play|Samuel Beckett|1953
Dracula|novel|Bram Stoker|1897
Pygmalion|play|George Bernard Shaw|1913
The Sceptical Chymist|treatise|Robert Boyle|1661
The Night Watch|painting|Rembrandt|1642
Girl with a Pearl Earring|painting|Johannes Vermeer|1665
The Milkmaid|painting|Johannes Vermeer|1658
The Garden of Earthly Delights|painting|Hieronymus Bosch|1510
The Starry Night|painting|Vincent van Gogh|1889
The Potato Eaters|painting|Vincent van Gogh|1885
In Praise of Folly|treatise|Desiderius Erasmus|1511
Ethics (Spinoza)>Ethics|treatise|Baruch Spinoza|1677
The Diary of a Young Girl|memoir|Anne Frank|1947
The Treachery of Images|painting|René Magritte|1929
The Adventures of Tintin|story collection|Hergé|1929
Heidi|novel|Johanna Spyri|1881
The Magic Flute|opera|Wolfgang Amadeus Mozart|1791
Don Giovanni|opera|Wolfgang Amadeus Mozart|1787
The Marriage of Figaro|opera|Wolfgang Amadeus Mozart|1786
The Creation|oratorio|Joseph Haydn|1798
Winterreise|song cycle|Franz Schubert|1828
Die Fledermaus|operetta|Johann Strauss II|1874
The Blue Danube|orchestral work|Johann Strauss II|1867
The Kiss|painting|Gustav Klimt|1908
The Interpretation of Dreams|treatise|Sigmund Freud|1899
Tractatus Logico-Philosophicus|treatise|Ludwig Wittgenstein|1921
The World of Yesterday|memoir|Stefan Zweig|1942
Duino Elegies|poetry collection|Rainer Maria Rilke|1923
De revolutionibus orbium coelestium|treatise|Nicolaus Copernicus|1543
Pan Tadeusz|poem|Adam Mickiewicz|1834
Quo Vadis|novel|Henryk Sienkiewicz|1896
The Peasants|novel|Władysław Reymont|1904
The Doll|novel|Bolesław Prus|1890
Solaris|novel|Stanisław Lem|1961
Halka|opera|Stanisław Moniuszko|1848
King Roger|opera|Karol Szymanowski|1926
The Captive Mind|treatise|Czesław Miłosz|1953
Rusalka|opera|Antonín Dvořák|1901
The Bartered Bride|opera|Bedřich Smetana|1866
Jenůfa|opera|Leoš Janáček|1904
The Metamorphosis|novel|Franz Kafka|1915
The Trial|novel|Franz Kafka|1925
R.U.R.|play|Karel Čapek|1920
The Unbearable Lightness of Being|novel|Milan Kundera|1984
The Slav Epic|painting|Alphonse Mucha|1928
Bluebeard's Castle|opera|Béla Bartók|1918
Háry János|opera|Zoltán Kodály|1926
Fatelessness|novel|Imre Kertész|1975
Finlandia|orchestral work|Jean Sibelius|1899
Systema Naturae|treatise|Carl Linnaeus|1735
Miss Julie|play|August Strindberg|1888
Pippi Longstocking|novel|Astrid Lindgren|1945
The Wonderful Adventures of Nils|novel|Selma Lagerlöf|1906
A Doll's House|play|Henrik Ibsen|1879
Peer Gynt|play|Henrik Ibsen|1867
The Scream|painting|Edvard Munch|1893
Hunger (novel)>Hunger|novel|Knut Hamsun|1890
Kristin Lavransdatter|novel|Sigrid Undset|1920
The Little Mermaid|fairy tale|Hans Christian Andersen|1837
The Ugly Duckling|fairy tale|Hans Christian Andersen|1843
Either/Or|treatise|Søren Kierkegaard|1843
Out of Africa|memoir|Karen Blixen|1937
Independent People|novel|Halldór Laxness|1934
Eugene Onegin|poem|Alexander Pushkin|1833
War and Peace|novel|Leo Tolstoy|1869
Anna Karenina|novel|Leo Tolstoy|1878
Crime and Punishment|novel|Fyodor Dostoevsky|1866
The Idiot|novel|Fyodor Dostoevsky|1869
The Cherry Orchard|play|Anton Chekhov|1904
Fathers and Sons|novel|Ivan Turgenev|1862
The Master and Margarita|novel|Mikhail Bulgakov|1967
Doctor Zhivago|novel|Boris Pasternak|1957
Swan Lake|ballet|Pyotr Ilyich Tchaikovsky|1877
The Nutcracker|ballet|Pyotr Ilyich Tchaikovsky|1892
Scheherazade|orchestral work|Nikolai Rimsky-Korsakov|1888
My Name Is Red|novel|Orhan Pamuk|1998
Snow (novel)>Snow|novel|Orhan Pamuk|2002
Human Landscapes|poem|Nâzım Hikmet|1966
Masnavi|poem|Rumi|1273
Memed, My Hawk|novel|Yaşar Kemal|1955
The Prophet|poetry collection|Khalil Gibran|1923
The Canon of Medicine|treatise|Avicenna|1025
Palace Walk|novel|Naguib Mahfouz|1956
Midaq Alley|novel|Naguib Mahfouz|1947
The Days|memoir|Taha Hussein|1929
Muqaddimah|treatise|Ibn Khaldun|1377
Things Fall Apart|novel|Chinua Achebe|1958
Gitanjali|poetry collection|Rabindranath Tagore|1910
Midnight's Children|novel|Salman Rushdie|1981
Pather Panchali|film|Satyajit Ray|1955
Seven Samurai|film|Akira Kurosawa|1954
Rashomon|film|Akira Kurosawa|1950
Kokoro|novel|Natsume Sōseki|1914
Snow Country|novel|Yasunari Kawabata|1948
Norwegian Wood (novel)>Norwegian Wood|novel|Haruki Murakami|1987
Kafka on the Shore|novel|Haruki Murakami|2002
Noli Me Tángere|novel|José Rizal|1887
The Raven|poem|Edgar Allan Poe|1845
Adventures of Huckleberry Finn|novel|Mark Twain|1884
The Adventures of Tom Sawyer|novel|Mark Twain|1876
Moby-Dick|novel|Herman Melville|1851
The Scarlet Letter|novel|Nathaniel Hawthorne|1850
Walden|memoir|Henry David Thoreau|1854
Leaves of Grass|poetry collection|Walt Whitman|1855
The Old Man and the Sea|novel|Ernest Hemingway|1952
A Farewell to Arms|novel|Ernest Hemingway|1929
The Sound and the Fury|novel|William Faulkner|1929
The Grapes of Wrath|novel|John Steinbeck|1939
The Great Gatsby|novel|F. Scott Fitzgerald|1925
Beloved|novel|Toni Morrison|1987
The Call of the Wild|novel|Jack London|1903
Rhapsody in Blue|orchestral work|George Gershwin|1924
Porgy and Bess|opera|George Gershwin|1935
West Side Story|musical|Leonard Bernstein|1957
Nighthawks|painting|Edward Hopper|1942
The Handmaid's Tale|novel|Margaret Atwood|1985
Anne of Green Gables|novel|Lucy Maud Montgomery|1908
Understanding Media|treatise|Marshall McLuhan|1964
Beautiful Losers|novel|Leonard Cohen|1966
The Two Fridas|painting|Frida Kahlo|1939
The Labyrinth of Solitude|treatise|Octavio Paz|1950
Azul|poetry collection|Rubén Darío|1888
One Hundred Years of Solitude|novel|Gabriel García Márquez|1967
Love in the Time of Cholera|novel|Gabriel García Márquez|1985
The Time of the Hero|novel|Mario Vargas Llosa|1963
Canto General|poetry collection|Pablo Neruda|1950
Ficciones|story collection|Jorge Luis Borges|1944
Hopscotch|novel|Julio Cortázar|1963
Dom Casmurro|novel|Machado de Assis|1899
Gabriela, Clove and Cinnamon|novel|Jorge Amado|1958
The Hour of the Star|novel|Clarice Lispector|1977
The Alchemist|novel|Paulo Coelho|1988
Voss|novel|Patrick White|1957
`;

/** Inventions, discoveries and programming languages: name | kind | inventor | year. */
export const inventionRows: string = `
penicillin|medicine|Alexander Fleming|1928
printing press|machine|Johannes Gutenberg|1440
World Wide Web|information system|Tim Berners-Lee|1989
braille|writing system|Louis Braille|1824
dynamite|explosive|Alfred Nobel|1867
diesel engine|engine|Rudolf Diesel|1893
voltaic pile|battery|Alessandro Volta|1799
barometer|instrument|Evangelista Torricelli|1643
pendulum clock|instrument|Christiaan Huygens|1656
saxophone|instrument|Adolphe Sax|1846
telephone|device|Alexander Graham Bell|1876
phonograph|device|Thomas Edison|1877
lightning rod|device|Benjamin Franklin|1752
Rubik's Cube|toy|Ernő Rubik|1974
ballpoint pen|device|László Bíró|1938
Celsius scale|scale|Anders Celsius|1742
Linux|operating system|Linus Torvalds|1991
X-rays|form of radiation|Wilhelm Röntgen|1895
Mercator projection|map projection|Gerardus Mercator|1569
insulin|medicine|Frederick Banting|1921
Turing machine|model of computation|Alan Turing|1936
Pascaline|machine|Blaise Pascal|1642
`;
