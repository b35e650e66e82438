/** Companies: name | country | seat | founders | year | industry. */
export const companyRows: string = `
Renault|France||| 1899|automotive
Michelin|France|Clermont-Ferrand||1889|tyre
Airbus|France|||1970|aircraft
L'Oréal|France|||1909|cosmetics
Hachette|France|Paris||1826|publishing
Siemens|Germany|Munich|Werner von Siemens|1847|electrical
Volkswagen|Germany|Wolfsburg||1937|automotive
BMW|Germany|Munich||1916|automotive
Mercedes-Benz|Germany|Stuttgart||1926|automotive
Porsche|Germany|Stuttgart|Ferdinand Porsche|1931|automotive
Bosch (company)>Bosch|Germany|||1886|electrical
Allianz|Germany|Munich||1890|insurance
Bayer|Germany|Leverkusen||1863|pharmaceutical
Adidas|Germany|||1949|clothing
Zeiss|Germany|||1846|optical
Fiat|Italy|Turin|Giovanni Agnelli|1899|automotive
Ferrari|Italy|Maranello|Enzo Ferrari|1939|automotive
Olivetti|Italy|Ivrea|Camillo Olivetti|1908|computer
Ricordi|Italy|Milan||1808|publishing
Pirelli|Italy|Milan||1872|tyre
Alfa Romeo|Italy|Turin||1910|automotive
Barilla|Italy|Parma||1877|food
Prada|Italy|Milan||1913|clothing
Assicurazioni Generali|Italy|||1831|insurance
Inditex|Spain||Amancio Ortega|1985|clothing
SEAT|Spain|||1950|automotive
Iberia (airline)>Iberia|Spain|Madrid||1927|airline
Vista Alegre|Portugal|||1824|porcelain
TAP Air Portugal|Portugal|Lisbon||1945|airline
Rolls-Royce|United Kingdom|||1904|automotive
Barclays|United Kingdom|London||1690|banking
BBC|United Kingdom|London||1922|broadcasting
Lloyds Bank|United Kingdom|London||1765|banking
Oxford University Press|United Kingdom|Oxford||1586|publishing
Burberry|United Kingdom|London||1856|clothing
Guinness|Ireland|Dublin|Arthur Guinness|1759|brewing
Ryanair|Ireland|||1984|airline
Aer Lingus|Ireland|Dublin||1936|airline
Philips|Netherlands|Amsterdam|Gerard Philips|1891|electrical
Heineken|Netherlands|Amsterdam||1864|brewing
KLM|Netherlands|||1919|airline
ING|Netherlands|Amsterdam||1991|banking
ASML|Netherlands|||1984|semiconductor
Solvay|Belgium|Brussels||1863|chemical
Nestlé|Switzerland|Vevey||1866|food
Novartis|Switzerland|Basel||1996|pharmaceutical
Roche|Switzerland|Basel||1896|pharmaceutical
Rolex|Switzerland|Geneva||1905|watch
Red Bull|Austria|||1984|beverage
Swarovski|Austria|||1895|crystal
OMV|Austria|Vienna||1956|oil
Bösendorfer|Austria|||1828|piano
Orlen|Poland|Płock||1999|oil
LOT Polish Airlines|Poland|Warsaw||1929|airline
CD Projekt|Poland|Warsaw||1994|video game
Škoda Auto|Czech Republic|Mladá Boleslav||1895|automotive
Pilsner Urquell|Czech Republic|Plzeň||1842|brewing
MOL|Hungary|Budapest||1991|oil
Gedeon Richter|Hungary|Budapest||1901|pharmaceutical
Ikarus|Hungary|Budapest||1895|bus
Nokia|Finland|Espoo||1865|telecommunications
Finnair|Finland|||1923|airline
Volvo|Sweden|Gothenburg||1927|automotive
Ericsson|Sweden|Stockholm||1876|telecommunications
IKEA|Sweden||Ingvar Kamprad|1943|furniture
Spotify|Sweden|Stockholm||2006|music streaming
Equinor|Norway|Stavanger||1972|oil
Lego|Denmark|Billund|Ole Kirk Christiansen|1932|toy
Carlsberg|Denmark|Copenhagen||1847|brewing
Maersk|Denmark|Copenhagen||1904|shipping
Gazprom|Russia|Saint Petersburg||1989|gas
Aeroflot|Russia|Moscow||1923|airline
Turkish Airlines|Turkey|Istanbul||1933|airline
Koç Holding|Turkey|Istanbul|Vehbi Koç|1926|industrial
EgyptAir|Egypt|Cairo||1932|airline
Banque Misr|Egypt|Cairo||1920|banking
Aramco|Saudi Arabia|Dhahran||1933|oil
Tata|India|Mumbai|Jamsetji Tata|1868|industrial
Infosys|India|Bengaluru||1981|software
Alibaba|China|Hangzhou|Jack Ma|1999|internet
Tencent|China|Shenzhen||1998|internet
Huawei|China|Shenzhen||1987|telecommunications
Samsung|South Korea|Suwon||1938|electronics
Hyundai|South Korea|Seoul||1967|automotive
Toyota|Japan|Toyota City|Kiichiro Toyoda|1937|automotive
Honda|Japan|Tokyo|Soichiro Honda|1948|automotive
Sony|Japan|Tokyo|Akio Morita|1946|electronics
Nintendo|Japan|Kyoto||1889|video game
Yamaha|Japan|Hamamatsu||1887|piano
Ford|United States|Dearborn|Henry Ford|1903|automotive
Lincoln Motor Company>Lincoln|United States|Dearborn||1917|automotive
Tesla, Inc.>Tesla|United States|Austin||2003|automotive
General Electric|United States||Thomas Edison|1892|electrical
Boeing|United States|||1916|aircraft
Disney|United States|Burbank|Walt Disney|1923|film
Apple|United States|Cupertino|Steve Jobs|1976|computer
Microsoft|United States|Redmond|Bill Gates|1975|software
Amazon (company)>Amazon|United States|Seattle|Jeff Bezos|1994|internet
Google|United States|Mountain View|Larry Page|1998|internet
Facebook|United States|Menlo Park|Mark Zuckerberg|2004|internet
IBM|United States|Armonk||1911|computer
Intel|United States|||1968|semiconductor
Nike (company)>Nike|United States|Beaverton|Phil Knight|1964|clothing
Coca-Cola|United States|Atlanta||1892|beverage
Mars (company)>Mars|United States|||1911|food
Columbia Records>Columbia|United States|New York City||1889|music
AT&T|United States|Dallas||1885|telecommunications
BlackBerry|Canada|Waterloo, Ontario||1984|telecommunications
Air Canada|Canada|Montreal||1937|airline
Bombardier|Canada|Montreal||1942|aircraft
Royal Bank of Canada|Canada|Toronto||1864|banking
Cirque du Soleil|Canada|Montreal||1984|entertainment
Petrobras|Brazil|Rio de Janeiro||1953|oil
Embraer|Brazil|||1969|aircraft
Vale|Brazil|Rio de Janeiro||1942|mining
Itaú|Brazil|São Paulo||2008|banking
Cemex|Mexico|Monterrey||1906|cement
Qantas|Australia|Sydney||1920|airline
Air New Zealand|New Zealand|Auckland||1940|airline
`;

/** Universities: name | city | founded. */
export const universityRows: string = `
University of Oxford|Oxford|
University of Cambridge|Cambridge|1209
University of London|London|1836
University of Edinburgh|Edinburgh|1583
University of Glasgow|Glasgow|1451
University of Paris|Paris|
University of Montpellier|Montpellier|
Leipzig University|Leipzig|1409
University of Göttingen|Göttingen|1737
University of Tübingen|Tübingen|1477
University of Bonn|Bonn|1818
University of Jena|Jena|1558
Heidelberg University|Heidelberg|1386
Ludwig Maximilian University of Munich|Munich|1472
Humboldt University of Berlin|Berlin|1810
University of Bologna|Bologna|1088
University of Padua|Padua|1222
University of Pisa|Pisa|1343
University of Turin|Turin|1404
Sapienza University of Rome|Rome|1303
University of Salamanca|Salamanca|1218
Complutense University of Madrid|Madrid|
University of Granada|Granada|1531
University of Zaragoza|Zaragoza|
University of Coimbra|Coimbra|1290
Trinity College Dublin|Dublin|1592
University College Dublin|Dublin|1854
Leiden University|Leiden|1575
Utrecht University|Utrecht|1636
University of Groningen|Groningen|1614
University of Leuven|Leuven|1425
University of Basel|Basel|1460
University of Geneva|Geneva|1559
ETH Zurich|Zurich|1855
University of Vienna|Vienna|1365
University of Graz|Graz|1585
University of Innsbruck|Innsbruck|1669
Jagiellonian University|Kraków|1364
University of Warsaw|Warsaw|1816
Charles University|Prague|1348
University of Szeged|Szeged|
University of Debrecen|Debrecen|1912
Vilnius University|Vilnius|1579
University of Helsinki|Helsinki|1640
Uppsala University|Uppsala|1477
Lund University|Lund|1666
University of Oslo|Oslo|1811
University of Copenhagen|Copenhagen|1479
University of Athens|Athens|1837
Kyiv University|Kyiv|1834
Moscow State University|Moscow|1755
Saint Petersburg State University|Saint Petersburg|1724
Kazan Federal University|Kazan|1804
Istanbul University|Istanbul|
Ankara University|Ankara|1946
Cairo University|Cairo|1908
Alexandria University|Alexandria|1938
University of Algiers|Algiers|1909
University of Ibadan|Ibadan|1948
University of Cape Town|Cape Town|1829
University of the Witwatersrand|Johannesburg|1922
University of Calcutta|Kolkata|1857
Peking University|Beijing|1898
University of Tokyo|Tokyo|1877
Kyoto University|Kyoto|1897
Waseda University|Tokyo|1882
Harvard University|Cambridge, Massachusetts|1636
Massachusetts Institute of Technology|Cambridge, Massachusetts|1861
Yale University|New Haven|1701
Princeton University|Princeton|1746
Columbia University>Columbia|New York City|1754
Stanford University|Stanford|1885
Boston University|Boston|1839
University of Chicago|Chicago|1890
Cornell University||1865
Purdue University||1869
Howard University|Washington, D.C.|1867
University of Toronto|Toronto|1827
McGill University|Montreal|1821
University of Montreal|Montreal|1878
Queen's University|Kingston, Ontario|1841
McMaster University|Hamilton, Ontario|1887
National University of San Marcos|Lima|1551
University of Chile|Santiago|1842
University of Buenos Aires|Buenos Aires|1821
University of São Paulo|São Paulo|1934
Federal University of Rio de Janeiro|Rio de Janeiro|1920
University of Sydney|Sydney|1850
University of Melbourne|Melbourne|1853
University of Otago|Dunedin|1869
`;
