/**
 * Cities that are no capitals, and the water capitals lie on.
 * A line is a country and its cities; `City@Water` names the river, lake or sea; `Title>name` where they differ.
 */
export const cityRows: string = `
France: Paris@Seine; Lyon@Rhône; Marseille@Mediterranean Sea; Bordeaux@Garonne; Toulouse@Garonne; Rouen@Seine; Nantes@Loire; Tours@Loire; Orléans@Loire; Strasbourg@Rhine; Avignon@Rhône; Arles@Rhône; Nice@Mediterranean Sea; Dijon; Besançon; Clermont-Ferrand; Montpellier; Dole; Auvers-sur-Oise; Cherbourg; Limoges; Saint-Malo; Château-Thierry; Aix-en-Provence; Giverny; Versailles
Germany: Berlin@Spree; Hamburg@Elbe; Dresden@Elbe; Magdeburg@Elbe; Munich@Isar; Cologne@Rhine; Bonn@Rhine; Düsseldorf@Rhine; Mainz@Rhine; Frankfurt@Main; Stuttgart@Neckar; Heidelberg@Neckar; Tübingen@Neckar; Ulm@Danube; Regensburg@Danube; Bremen@Weser; Leipzig; Weimar; Göttingen; Hanover; Nuremberg; Eisenach; Halle; Kassel; Trier@Moselle; Wolfsburg; Jena; Röcken; Leverkusen; Augsburg; Zwickau; Lübeck; Brunswick; Bayreuth; Würzburg@Main; Eisleben; Worms@Rhine
Italy: Rome@Tiber; Milan; Turin@Po; Florence@Arno; Pisa@Arno; Venice@Adriatic Sea; Naples@Mediterranean Sea; Genoa@Mediterranean Sea; Bologna; Padua; Verona@Adige; Ferrara; Parma; Cremona@Po; Lucca; Pesaro@Adriatic Sea; Bergamo; Catania@Mediterranean Sea; Palermo@Mediterranean Sea; Arezzo; Urbino; Vinci; Como@Lake Como; Ravenna; Mantua; Syracuse; Trento@Adige; Caprese; Le Roncole; Agrigento; Certaldo; Maranello; Ivrea; Busseto
Spain: Madrid@Manzanares; Barcelona@Mediterranean Sea; Seville@Guadalquivir; Córdoba, Spain>Córdoba@Guadalquivir; Granada; Valencia@Mediterranean Sea; Málaga@Mediterranean Sea; Toledo@Tagus; Salamanca; Bilbao; Zaragoza@Ebro; Valladolid; Alcalá de Henares; Figueres; Fuendetodos; Reus; Cádiz@Atlantic Ocean; Gijón; Palma
Portugal: Lisbon@Tagus; Porto@Douro; Coimbra@Mondego; Sines@Atlantic Ocean; Évora; Braga; Faro; Sabrosa; Azinhaga
United Kingdom: London@Thames; Oxford@Thames; Reading, England>Reading@Thames; Cambridge; Edinburgh; Glasgow@Clyde; Liverpool@Mersey; Manchester; Birmingham; Bristol; Newcastle; Bath; Lincoln, England>Lincoln; Stratford-upon-Avon; Portsmouth; Shrewsbury; Woolsthorpe; Dumfries; Kirkcaldy; Cardiff; Belfast; Hull; Chawton; Winchester; Plymouth@Atlantic Ocean; Norwich; Salisbury; Durham; Coventry; Derby; Worcester; Lichfield; Greenock; Greenwich; Steventon; Chelsea
Ireland: Dublin@Liffey; Cork@Atlantic Ocean; Limerick@Shannon; Galway@Atlantic Ocean; Kildare; Waterford; Lismore; Lisburn
Netherlands: Amsterdam@North Sea; Rotterdam@Rhine; The Hague@North Sea; Leiden@Rhine; Utrecht@Rhine; Delft; Haarlem; Eindhoven; Groningen; 's-Hertogenbosch; Zundert; Maastricht@Meuse; Arnhem@Rhine; Nijmegen@Rhine
Belgium: Brussels; Antwerp@Scheldt; Ghent@Scheldt; Liège@Meuse; Bruges; Leuven; Charleroi; Lessines; Mechelen
Switzerland: Bern@Aare; Zurich@Lake Zurich; Geneva@Lake Geneva; Lausanne@Lake Geneva; Basel@Rhine; Lugano; Lucerne; Winterthur; Vevey@Lake Geneva; Einsiedeln; Burgdorf; Chur@Rhine
Austria: Vienna@Danube; Salzburg; Linz@Danube; Graz; Innsbruck; Rohrau; Klagenfurt; Baumgarten; Duino
Poland: Warsaw@Vistula; Kraków@Vistula; Gdańsk@Baltic Sea; Toruń@Vistula; Wrocław@Oder; Poznań; Łódź; Żelazowa Wola; Frombork; Lublin; Oblęgorek; Szczecin@Oder; Płock@Vistula
Czech Republic: Prague@Vltava; Brno; Příbor; Litomyšl; Nelahozeves; Plzeň; Mladá Boleslav; Hukvaldy; Ostrava; Kaliště; Hynčice
Slovakia: Bratislava@Danube; Košice
Hungary: Budapest@Danube; Szeged@Tisza; Debrecen; Pécs; Eger; Kiskőrös; Győr@Danube
Slovenia: Ljubljana; Maribor
Croatia: Zagreb; Split@Adriatic Sea; Dubrovnik@Adriatic Sea; Smiljan
Serbia: Belgrade@Danube; Novi Sad@Danube; Niš
Romania: Bucharest; Cluj-Napoca; Iași; Târgu Jiu; Constanța@Black Sea
Bulgaria: Sofia; Plovdiv; Varna@Black Sea; Ruse@Danube
Greece: Athens; Thessaloniki@Aegean Sea; Sparta; Stagira; Corinth; Heraklion@Mediterranean Sea; Chalcis; Patras
Albania: Tirana
Ukraine: Kyiv@Dnieper; Odesa@Black Sea; Lviv; Kharkiv; Dnipro@Dnieper
Lithuania: Vilnius; Kaunas
Latvia: Riga@Baltic Sea
Estonia: Tallinn@Baltic Sea; Tartu
Finland: Helsinki@Baltic Sea; Turku@Baltic Sea; Tampere; Hämeenlinna; Espoo; Järvenpää
Sweden: Stockholm@Baltic Sea; Gothenburg; Uppsala; Lund; Malmö; Visby; Södertälje; Råshult; Köping; Mårbacka
Norway: Oslo; Bergen@North Sea; Trondheim; Skien; Stavanger@North Sea; Grimstad; Løten
Denmark: Copenhagen@Baltic Sea; Odense; Aarhus; Billund; Roskilde
Iceland: Reykjavík@Atlantic Ocean
Russia: Moscow@Moskva; Saint Petersburg@Neva; Kazan@Volga; Volgograd@Volga; Samara@Volga; Nizhny Novgorod@Volga; Taganrog@Sea of Azov; Yasnaya Polyana; Tobolsk; Novosibirsk@Ob; Veliky Novgorod; Votkinsk; Astapovo; Kaliningrad@Baltic Sea; Vladivostok@Pacific Ocean; Ryazan; Klushino; Kaluga; Irkutsk; Yekaterinburg; Smolensk@Dnieper; Tikhvin; Kislovodsk
Georgia (country): Tbilisi; Gori; Batumi@Black Sea
Armenia: Yerevan
Turkey: Ankara; Istanbul@Bosphorus; İzmir@Aegean Sea; Bursa; Konya; Bodrum@Aegean Sea; Trabzon@Black Sea; Adana
Syria: Damascus; Aleppo
Lebanon: Beirut@Mediterranean Sea; Bsharri
Israel: Haifa@Mediterranean Sea; Tel Aviv@Mediterranean Sea
Jordan (country): Amman; Petra; Aqaba@Red Sea
Saudi Arabia: Riyadh; Mecca; Medina; Dhahran; Jeddah@Red Sea
Yemen: Sanaa; Aden
Oman: Muscat@Arabian Sea
Iraq: Baghdad@Tigris; Basra; Mosul@Tigris; Babylon@Euphrates
Iran: Tehran; Shiraz; Isfahan; Hamadan; Nishapur; Tabriz
Afghanistan: Kabul; Herat; Kandahar
Pakistan: Islamabad; Karachi@Arabian Sea; Lahore; Jhang
India: New Delhi; Kolkata@Hooghly; Mumbai@Arabian Sea; Varanasi@Ganges; Patna@Ganges; Allahabad@Ganges; Chennai; Bengaluru; Porbandar@Arabian Sea; Erode; Agra@Yamuna; Hyderabad; Tiruchirappalli; Pune; Kochi@Arabian Sea; Kumbakonam
Nepal: Kathmandu; Pokhara
Bangladesh: Dhaka; Chittagong
Myanmar: Naypyidaw; Yangon; Mandalay@Irrawaddy
Thailand: Bangkok@Chao Phraya; Chiang Mai
Laos: Vientiane@Mekong; Luang Prabang@Mekong
Cambodia: Phnom Penh@Mekong; Siem Reap
Vietnam: Hanoi@Red River; Ho Chi Minh City; Huế; Da Nang
Malaysia: Kuala Lumpur; Malacca; George Town
Indonesia: Jakarta@Java Sea; Bandung; Surabaya@Java Sea; Yogyakarta
Philippines: Manila; Cebu City; Calamba
China: Beijing; Shanghai@Yangtze; Wuhan@Yangtze; Nanjing@Yangtze; Chongqing@Yangtze; Hangzhou; Guangzhou@Pearl River; Shenzhen; Xi'an; Lanzhou@Yellow River; Qufu; Chengdu; Shaoxing; Shaoshan; Suzhou; Harbin; Macau
Mongolia: Ulaanbaatar
Kazakhstan: Astana; Almaty; Baikonur
North Korea: Pyongyang@Taedong
South Korea: Seoul@Han River; Busan; Incheon; Suwon
Japan: Tokyo; Kyoto; Osaka; Nagoya; Hiroshima; Nagasaki; Yokohama; Kobe; Hamamatsu; Toyota City; Sapporo; Nara; Matsuyama; Kamakura
Egypt: Cairo@Nile; Alexandria@Mediterranean Sea; Luxor@Nile; Aswan@Nile; Giza@Nile; Suez@Red Sea; Port Said@Mediterranean Sea
Libya: Tripoli@Mediterranean Sea; Benghazi@Mediterranean Sea
Tunisia: Tunis; Carthage
Algeria: Algiers@Mediterranean Sea; Oran@Mediterranean Sea; Mondovi; Annaba
Morocco: Rabat@Atlantic Ocean; Casablanca@Atlantic Ocean; Marrakesh; Tangier; Fez
Sudan: Khartoum@Nile
Chad: N'Djamena
Niger (country): Niamey@Niger (river)
Mali: Bamako@Niger (river); Timbuktu@Niger (river)
Senegal: Dakar@Atlantic Ocean; Saint-Louis; Joal
Guinea: Conakry@Atlantic Ocean
Ghana: Accra@Atlantic Ocean; Kumasi; Nkroful
Nigeria: Abuja; Lagos@Atlantic Ocean; Ibadan; Ogidi
Ethiopia: Addis Ababa; Lalibela
Kenya: Nairobi; Mombasa@Indian Ocean; Kisumu@Lake Victoria
Uganda: Kampala; Entebbe@Lake Victoria
Tanzania: Dodoma; Dar es Salaam@Indian Ocean; Zanzibar City@Indian Ocean; Mwanza@Lake Victoria
Zambia: Lusaka; Livingstone@Zambezi
Zimbabwe: Harare; Bulawayo
Mozambique: Maputo@Indian Ocean; Beira@Indian Ocean
South Africa: Pretoria; Cape Town@Atlantic Ocean; Johannesburg; Durban@Indian Ocean; Mvezo; Bloemfontein
United States: Washington, D.C.>Washington@Potomac; New York City@Hudson; Boston@Charles River; Chicago@Lake Michigan; Philadelphia@Delaware River; Pittsburgh@Ohio River; Cincinnati@Ohio River; Louisville@Ohio River; Memphis@Mississippi (river); New Orleans@Mississippi (river); St. Louis@Mississippi (river); Minneapolis@Mississippi (river); Detroit; Dearborn; San Francisco@Pacific Ocean; Los Angeles@Pacific Ocean; Seattle; Redmond; Cupertino; Palo Alto; Stanford; Mountain View; Cambridge, Massachusetts>Cambridge@Charles River; New Haven; Princeton; Baltimore; Phoenix; Houston; Dallas; Austin@Colorado River of Texas; Lincoln, Nebraska>Lincoln; Columbus, Ohio>Columbus; Cleveland@Lake Erie; Milan, Ohio>Milan; Springfield; Hodgenville; Atlanta; Savannah; Richmond; Charlottesville; Oak Park; Florida, Missouri>Florida; Ketchum; Redding; Mount Vernon; Westmoreland County; Shadwell; West Orange; Marshfield; Oxford, Mississippi>Oxford; New Albany; Concord; Amherst; Key West; Dayton; Menlo Park; Beaverton; Armonk; Salem; Birmingham, Alabama>Birmingham; Burbank; Quincy; Cincinnati; Hyde Park; Warm Springs; Athens, Georgia>Athens; Pasadena; Portland, Oregon>Portland; Denver; Honolulu@Pacific Ocean; Anchorage; Salinas; Brooklyn
Canada: Ottawa@Ottawa River; Montreal@Saint Lawrence River; Quebec City@Saint Lawrence River; Toronto@Lake Ontario; Kingston, Ontario>Kingston@Lake Ontario; Hamilton, Ontario>Hamilton@Lake Ontario; London, Ontario>London; Vancouver@Pacific Ocean; Victoria, British Columbia>Victoria@Pacific Ocean; Calgary; Edmonton; Winnipeg; Halifax@Atlantic Ocean; Waterloo, Ontario>Waterloo; Brantford; Baddeck; Alliston; Kirkland
Mexico: Mexico City; Guadalajara; Monterrey; Veracruz; Puebla; Coyoacán; Guanajuato
Guatemala: Guatemala City
Nicaragua: Managua@Lake Managua; Granada, Nicaragua>Granada@Lake Nicaragua; León; Metapa
Costa Rica: San José
Panama: Panama City@Pacific Ocean; Colón, Panama>Colón
Cuba: Havana; Santiago de Cuba
Jamaica: Kingston, Jamaica>Kingston
Colombia: Bogotá; Medellín; Cali; Cartagena, Colombia>Cartagena; Aracataca
Venezuela: Caracas; Maracaibo@Lake Maracaibo; Valencia, Venezuela>Valencia; Ciudad Bolívar@Orinoco
Ecuador: Quito; Guayaquil
Peru: Lima@Pacific Ocean; Cusco; Arequipa; Iquitos@Amazon (river); Trujillo
Bolivia: Sucre; La Paz; Potosí; Cochabamba
Chile: Santiago; Valparaíso@Pacific Ocean; Parral; Concepción; Vicuña
Argentina: Buenos Aires@Río de la Plata; Córdoba, Argentina>Córdoba; Rosario@Paraná; Mendoza; Ushuaia; La Plata
Uruguay: Montevideo@Río de la Plata
Paraguay: Asunción@Paraguay River
Brazil: Brasília; Rio de Janeiro@Atlantic Ocean; São Paulo; Salvador@Atlantic Ocean; Manaus@Amazon (river); Belém; Porto Alegre; Recife@Atlantic Ocean; Itabira; Itabuna; Santos@Atlantic Ocean; Petrópolis; Guarujá
Australia: Canberra; Sydney@Pacific Ocean; Melbourne; Brisbane; Perth@Indian Ocean; Adelaide; Darwin@Timor Sea; Hobart; Newcastle, New South Wales>Newcastle
New Zealand: Wellington@Pacific Ocean; Auckland@Pacific Ocean; Christchurch; Dunedin@Pacific Ocean; Hamilton, New Zealand>Hamilton; Brightwater
`;
