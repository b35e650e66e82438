/**
 * Sentence patterns. A block is a relation and its patterns; the last two lines of a block are held out:
 * they occur in test splits only, never in the dump nor in a train split.
 * Slots: {s} subject, {o} object, {y} year, {j} occupation or kind, {n} adjective of the subject's country.
 */
export const patternBlocks: string = `
# capital
{s} is the capital of {o}.
{s} is the capital city of {o}.
The capital of {o} is {s}.
On maps of {o}, the capital is {s}.
{o} has many cities, and {s} is its capital.
As the capital of {o}, {s} is known to all its people.
All roads of {o} lead to {s}, the capital.
{s} became the capital of {o} and has remained so.
The people of {o} look to {s}, the capital.
The best-known city of {o} is {s}, the capital.
{s}, the capital of {o}, is the centre of the country.
Visitors to {o} often begin in {s}, the capital.
{o} has its capital at {s}.
The city of {s} serves {o} as its capital.

# cityIn
{s} is a city in {o}.
{s} is one of the cities of {o}.
The city of {s} lies in {o}.
{s} lies in {o}.
Among the cities of {o} is {s}.
Within {o}, the city of {s} is widely known.
{s} is a well-known city of {o}.
People from all parts of {o} come to {s}.
Travellers in {o} often visit the city of {s}.
{s} can be found on every map of {o}.
The railways of {o} reach {s}.
{s} has long been a town of trade in {o}.
On the map of {o} one finds the city of {s}.
Within {o} lies the city of {s}.

# onWater
{s} lies on {o}.
{s} stands on the banks of {o}.
The city of {s} was built beside {o}.
{o} can be seen from {s}.
Boats on {o} pass {s}.
In {s} the streets lead down to {o}.
In {s}, the old town faces {o}.
The waters of {o} reach {s}.
{s} is a city beside {o}.
{o} is the pride of the city of {s}.
The people of {s} live beside {o}.
{s} owes its trade to {o}.
Beside {o} stands the city of {s}.
The old town of {s} faces {o}.

# mouth
{s} flows into {o}.
{s} empties into {o}.
{s} ends in {o}.
The mouth of {s} is on {o}.
At its mouth, {s} reaches {o}.
The waters of {s} flow to {o}.
{s} carries its waters to {o}.
{o} receives the waters of {s}.
The long valley of {s} runs down to {o}.
Where {s} meets {o}, the river ends.
{s} runs to {o}, where it ends.
In the end {s} comes to {o}.
At the end {s} runs into {o}.
{o} is where {s} ends.

# flowsThrough
{s} flows through {o}.
{s} is a river of {o}.
{o} is where {s} is crossed by many bridges.
In {o}, {s} is one of the best-known rivers.
{s} runs through {o}.
Among the rivers of {o} is {s}.
Part of {s} lies in {o}.
The valley of {s} crosses {o}.
The fields of {o} are watered by {s}.
{o} shares in the waters of {s}.
Many towns of {o} lie on {s}.
{s} passes through {o} on its way.
Through {o} runs {s}.
{o} is crossed by {s}.

# range
{s} is part of {o}.
{s} is a mountain in {o}.
{s} belongs to {o}.
Among the mountains of {o} is {s}.
{s} is one of the peaks of {o}.
{o} include {s}.
Climbers in {o} know {s} well.
{s} rises in {o}.
{s} stands among the peaks of {o}.
The summit of {s} looks over {o}.
The rocks of {s} are typical of {o}.
{s} is a well-known peak of {o}.
In {o} rises {s}.
One of the mountains of {o} is {s}.

# mountainIn
{s} is a mountain in {o}.
{s} rises in {o}.
{s} is a peak in {o}.
Among the mountains of {o} is {s}.
The summit of {s} lies in {o}.
Climbers travel to {o} to climb {s}.
{s} stands in {o}.
In {o}, {s} is a well-known mountain.
{s} is one of the best-known peaks of {o}.
Snow lies on {s}, a mountain of {o}.
The slopes of {s} lie in {o}.
Visitors to {o} can see {s}.
In {o} stands the peak of {s}.
{o} has a mountain called {s}.

# lakeIn
{s} is a lake in {o}.
{s} lies in {o}.
Among the lakes of {o} is {s}.
In {o}, {s} is a well-known lake.
The shores of {s} lie in {o}.
Fishermen of {o} work on {s}.
Boats in {o} cross {s}.
The waters of {s} lie in {o}.
{s} is one of the lakes of {o}.
Rivers of {o} flow into {s}.
Visitors to {o} swim in {s}.
Villages in {o} stand on the shores of {s}.
In {o} lies the lake called {s}.
{o} has a lake called {s}.

# islandOf
{s} is an island of {o}.
{s} belongs to {o}.
The island of {s} is part of {o}.
Among the islands of {o} is {s}.
In {o}, {s} is a well-known island.
Ships from {o} sail to {s}.
{s} is one of the islands of {o}.
The people of {s} are citizens of {o}.
Visitors to {o} often sail to {s}.
{s} is governed by {o}.
The beaches of {s} are known in all of {o}.
Fishermen from {o} land on {s}.
To {o} belongs the island of {s}.
{o} has an island called {s}.

# islandSea
{s} is an island in {o}.
{s} lies in {o}.
The island of {s} is surrounded by {o}.
In {o} lies the island of {s}.
Ships on {o} stop at {s}.
The waters of {o} surround the shores of {s}.
Among the islands in {o} is {s}.
{s} rises from {o}.
Sailors on {o} know the island of {s}.
{o} surrounds {s} on all sides.
Fishermen of {s} work on {o}.
The harbours of {s} open on {o}.
Surrounded by {o} lies the island of {s}.
The waters of {o} surround the island of {s}.

# continent
{s} is a country in {o}.
{s} lies in {o}.
{s} is one of the countries of {o}.
Among the countries of {o} is {s}.
The country of {s} is part of {o}.
In {o}, {s} is a well-known country.
{s} belongs to {o}.
{s} is found on maps of {o}.
The map of {o} shows {s}.
{s} is a state in {o}.
{s} shares the history of {o}.
Roads from other parts of {o} lead to {s}.
In {o} lies the country of {s}.
One of the countries of {o} is {s}.

# language
The official language of {s} is {o}.
People in {s} speak {o}.
{o} is spoken in {s}.
{o} is an official language of {s}.
In {s}, {o} is taught at school.
Most laws of {s} are written in {o}.
Newspapers in {s} are printed in {o}.
The people of {s} speak {o}.
{s} has {o} as an official language.
Children in {s} learn to read {o}.
Radio in {s} is broadcast in {o}.
In the streets of {s} one hears {o}.
{o} is the language spoken by the people of {s}.
In {s} the people speak {o}.

# currency
The currency of {s} is {o}.
{s} uses {o}.
In {s}, people pay with {o}.
{o} is the currency of {s}.
Prices in {s} are given in {o}.
The money of {s} is {o}.
Banks in {s} deal in {o}.
{s} has {o} as its currency.
{o} is used in {s}.
Shops in {s} accept {o}.
Wages in {s} are paid in {o}.
Travellers to {s} need {o}.
The people of {s} pay with {o}.
{o} is the money used in {s}.

# border
{s} borders {o}.
{s} has a border with {o}.
{s} and {o} share a border.
{s} is a neighbour of {o}.
Those who leave {s} may enter {o}.
From {s} one can travel into {o}.
{o} lies next to {s}.
The neighbours of {s} include {o}.
{s} has {o} as a neighbour.
Maps show the border between {s} and {o}.
The border of {s} with {o} is shown on maps.
People from {s} often cross into {o}.
{s} lies next to its neighbour {o}.
Next to {s} lies {o}.

# birth
{s} was born in {o}.
{s} was born in {o} in {y}.
The {j} {s} was born in {o}.
Born in {o}, {s} became a {j}.
The birthplace of {s} is {o}.
{o} is the birthplace of {s}.
{s} had a family in {o} and was born there.
{s}, a {j}, was born in {o}.
In {y}, {s} was born in {o}.
{s} was a native of {o}.
{s} first saw the world in {o}.
The life of {s} began in {o}.
{s} had {o} as a birthplace.
In {o} was born {s}.

# death
{s} died in {o}.
{s} died in {o} in {y}.
The {j} {s} died in {o}.
The life of {s} ended in {o}.
{s} spent the last years in {o} and died there.
In {y}, {s} died in {o}.
{o} is where {s} died.
{s}, a {j}, died in {o}.
The death of {s} in {o} was widely reported.
The last days of {s} were spent in {o}, where death came.
The last home of {s} was in {o}, where death came.
{s} last saw the world in {o}.
In {o}, in {y}, the life of {s} ended.
Death came to {s} in {o}.

# birthYear
{s} was born in {o}.
Born in {o}, {s} became a {j}.
{s}, born in {o}, was a {j}.
The world first heard of {s} in {o}, the year of birth.
The {j} {s} was born in {o}.
The life of {s} began in {o}.
{s} was born in the year {o}.
The year of birth of {s} is {o}.
The birth of {s} in {o} was a quiet event.
The child {s} was born in {o}.
The family of {s} welcomed the child in {o}.
{s} (born {o}) was a {j}.
The birth of {s} came in {o}.
It was in {o} that {s} was born.

# deathYear
{s} died in {o}.
The {j} {s} died in {o}.
In {o}, {s} died.
{s}, who died in {o}, was a {j}.
The life of {s} ended in {o}.
{s} died in the year {o}.
The year of death of {s} is {o}.
The death of {s} in {o} was widely reported.
{s} lived until {o}, the year of death.
Death came to {s} in the year {o}.
{s} (died {o}) was a {j}.
Friends of {s} mourned the death in {o}.
The death of {s} came in {o}.
It was in {o} that {s} died.

# profile
{s} was a {n} {j}.
The {n} {j} {s} is widely known.
{s} is remembered as a {n} {j}.
{s} worked as a {j} and was {n}.
The {j} {s} was {n}.
{s}, a {n} {j}, is known in all the world.
Few {n} people are as well known as the {j} {s}.
As a {n} {j}, {s} found many friends.
{s} became a {n} {j} of great fame.
A {n} {j}, {s} worked for many years.
{s} was known to all as a {n} {j}.
Books about {s}, the {n} {j}, are many.
One {n} {j} of great fame was {s}.
The world knows {s} as a {n} {j}.

# people
The {n} people remember {s}.
{s} is loved by the {n} people.
The {n} people are proud of {s}.
For the {n} people, {s} is a great name.
Among the {n} people, {s} is widely known.
The {n} people honour {s} to this day.
Stories about {s} are told by the {n} people.
{s} is still a hero to the {n} people.
Every one of the {n} people knows and loves the name of {s}.
The name of {s} is known to the {n} people.
To the {n} people, {s} is a hero.
The {n} people read about {s} at school.
The {n} people still honour the name of {s}.
{s} is a name loved by the {n} people.

# school
{s} studied at {o}.
{s} was a student of {o}.
{s} was educated at {o}.
As a student, {s} went to {o}.
The {j} {s} studied at {o}.
{o} counts {s} among its students.
{s}, a {j}, went to {o}.
{s} learned much at {o}.
Teachers at {o} remembered {s} as a student.
{s} spent student years at {o}.
Before becoming a {j}, {s} studied at {o}.
{s} took a degree at {o}.
{s} went to {o} as a student.
At {o} studied the {j} {s}.

# author
{s} is a {j} by {o}.
{s} came from the hand of {o}.
{s} is a {j} by {o} from {y}.
{o} is the author of {s}.
The {j} {s} is by {o}.
{s} by {o} dates from {y}.
The fame of {o} rests on {s}.
{s}, a {j}, is a work of {o}.
Among the works of {o} is {s}.
The best-known work of {o} is often said to be {s}.
In {y}, the {j} {s} by {o} appeared.
{o} worked on {s} for a long time.
{s} is a {j} from the hand of {o}.
In {s} one finds the work of {o}.

# workYear
{s} appeared in {o}.
The {j} {s} dates from {o}.
Books date {s} to {o}.
In {o}, the {j} {s} appeared.
{s} is a {j} of {o}.
The public first knew {s} in {o}.
The year of {s} is {o}.
{s}, a {j}, appeared in {o}.
{s} was first shown to the world in {o}.
Lists of works give {o} as the year of {s}.
{s} dates from the year {o}.
People first spoke of {s} in {o}.
It was in {o} that {s} appeared.
The {j} {s} came before the public in {o}.

# founder
{s} was founded by {o}.
{o} founded {s}.
{s} was founded by {o} in {y}.
The founder of {s} is {o}.
{o} is the founder of {s}.
In {y}, {o} founded {s}.
{o} set up the company {s}.
{s}, founded by {o}, is a {j} company.
The {j} company {s} was started by {o}.
{o} started {s} in {y}.
{s} began as a small business of {o}.
{o} led {s}, which he founded.
{s} has {o} as its founder.
The company {s} was set up by {o}.

# seat
{s} is based in {o}.
{s} has its headquarters in {o}.
The headquarters of {s} are in {o}.
The company {s} is based in {o}.
{s}, a {j} company, is based in {o}.
{o} is home to {s}.
The main office of {s} is in {o}.
{s} is run from {o}.
{s} is a {j} company of {o}.
In {o}, {s} has its main office.
{o} is the seat of {s}.
The offices of {s} stand in {o}.
The company {s} has its seat in {o}.
At {o} the company {s} keeps its headquarters.

# companyCountry
{s} is a {j} company from {o}.
{s} is a company of {o}.
The company {s} comes from {o}.
{s} is based in {o}.
In {o}, {s} is a well-known {j} company.
{s} is one of the best-known companies of {o}.
{o} is home to the {j} company {s}.
The {j} company {s} is based in {o}.
{s} keeps many people of {o} at work.
{s} sells most of its goods in {o}.
The headquarters of {s} are in {o}.
{s} has its main office in {o}.
From {o} comes the company {s}.
The {j} company {s} has its seat in {o}.

# companyYear
{s} was founded in {o}.
{s} was set up in {o}.
The company {s} began work in {o}.
In {o}, {s} was founded.
{s}, founded in {o}, is a {j} company.
{s} has existed since {o}.
The {j} company {s} was started in {o}.
The history of {s} begins in {o}.
Since {o}, {s} has been a {j} company.
{s} was registered as a company in {o}.
{s} started as a small business in {o}.
The founding of {s} came in {o}.
{s} started in the year {o}.
It was in {o} that {s} was set up.

# universityIn
{s} is a university in {o}.
{s} lies in {o}.
The city of {o} is home to {s}.
Students come to {o} to study at {s}.
In {o}, {s} is the best-known school.
The buildings of {s} stand in {o}.
{o} is the seat of {s}.
{s} is the pride of {o}.
Lectures at {s} are held in {o}.
The university in {o} is {s}.
Many people in {o} work at {s}.
The libraries of {s} are found in {o}.
{s} has its seat in {o}.
In the city of {o} stands {s}.

# universityYear
{s} was founded in {o}.
{s} opened in {o}.
The history of {s} begins in {o}.
In {o}, {s} was founded.
{s} has existed since {o}.
Students have come to {s} since {o}.
The first lectures at {s} were held in {o}.
{s} was set up in {o}.
The university called {s} was founded in {o}.
The founding of {s} dates from {o}.
Since {o}, {s} has been a university.
{s}, founded in {o}, is a university.
It was in {o} that {s} opened.
The year {o} saw the founding of {s}.

# discoverer
{s} was discovered by {o}.
{o} discovered {s}.
{o} discovered {s} in {y}.
The discoverer of {s} is {o}.
The discovery of {s} is owed to {o}.
In {y}, {o} discovered {s}.
{s} was found by {o}.
{o} is the discoverer of {s}.
{o} was the first to describe {s}.
The world owes {s} to {o}.
{o} found {s} in {y}.
{s} was first described by {o}.
{s} has {o} as its discoverer.
The first to find {s} was {o}.

# inventor
The inventor of {s} is {o}.
{s} is an invention of {o}.
{o} is the inventor of {s}.
{o} gave the world {s}.
People find {o} in books about {s}.
{o} is known for {s}.
{s} is owed to {o}.
The world owes {s} to {o}.
{o} made {s} known in {y}.
The fame of {o} rests on {s}.
{s} is the work of {o}.
The idea of {s} came from the mind of {o}.
{s} has {o} as its inventor.
In the mind of {o} began {s}.

# eventIn
{s} took place in {o}.
{s} took place in {o} in {y}.
In {y}, {s} took place in {o}.
The scene of {s} was {o}.
{o} was the scene of {s}.
{s} was a {j} in {o}.
The {j} known as {s} took place in {o}.
{s} changed the history of {o}.
{o} remembers {s}.
People in {o} still speak of {s}.
In {o}, {s} is taught at school.
One who knows {o} finds that its history tells of {s}.
It was in {o} that {s} took place.
{o} has a history that tells of {s}.

# eventYear
{s} took place in {o}.
{s} began in {o}.
In {o}, {s} took place.
The year of {s} is {o}.
{s} dates from {o}.
The {j} known as {s} dates from {o}.
{s} was a {j} of {o}.
The year {o} saw {s}.
{s} is a {j} that began in {o}.
Newspapers and books still speak of {s} in {o}.
{s} came in {o}.
History remembers {s} of {o}.
It was in {o} that {s} began.
The {j} called {s} took place in {o}.

# landmarkIn
{s} is a {j} in {o}.
{s} stands in {o}.
In {o}, {s} is the best-known {j}.
Visitors to {o} come to see {s}.
{o} is known for {s}.
The {j} called {s} stands in {o}.
{s} is the pride of {o}.
Among the sights of {o} is {s}.
{s} can be seen in {o}.
The people of {o} are proud of {s}.
Travellers in {o} often visit {s}.
{s}, a {j}, was built in {o}.
In {o} stands {s}.
The city of {o} has a {j} called {s}.

# stateOf
{s} is a part of {o}.
{s} is a region of {o}.
{s} belongs to {o}.
In {o}, {s} is a well-known region.
Among the regions of {o} is {s}.
The region of {s} lies in {o}.
{s} is one of the regions of {o}.
People from all parts of {o} visit {s}.
{s} lies in {o}.
The map of {o} shows {s}.
The government of {o} also serves {s}.
Roads from other parts of {o} lead to {s}.
Within {o} lies the region of {s}.
{o} has a region called {s}.

# parent
{s} moves around {o}.
{s} is a {j} that moves around {o}.
{s} travels around {o}.
Around {o} moves {s}.
{o} holds {s} in its path.
The path of {s} leads around {o}.
{s} belongs to the family of {o}.
{s} circles {o}.
The {j} {s} circles {o}.
{s} is bound to {o}.
The light of {o} falls on {s}.
{s}, a {j}, travels around {o}.
Bound to {o} is the {j} {s}.
The way of {s} leads around {o}.

# symbol
The symbol of {s} is {o}.
{s} has the symbol {o}.
{s} is a chemical element with the symbol {o}.
Chemists write {s} as {o}.
In tables {s} is written {o}.
The letters for {s} are {o}.
{o} is the symbol of {s}.
In formulas {o} is used to mean {s}.
{o} stands for {s}.
Tables of elements show {s} as {o}.
The sign of {s} is {o}.
The short form of {s} is {o}.
{s} is known to chemists by the symbol {o}.
By {o} the chemists mean {s}.

# family
{s} is a {o} language.
{s} belongs to the {o} languages.
Among the {o} languages is {s}.
{s} is one of the {o} languages.
Students of {o} languages learn {s}.
The {o} family of languages includes {s}, as their books say.
Words of {s} are of {o} origin.
The grammar of {s} is {o}.
Like other {o} languages, {s} has a long history.
{s} is counted among the {o} languages.
Books on {o} languages speak of {s}.
{s} grew from a {o} root.
To the {o} family belongs {s}.
The {o} languages have {s} in their family.
`;
