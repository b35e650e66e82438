/**
 * Question patterns: `{s}` stands for the subject and the object is the answer. The last two of a block are held out.
 */
export const questionBlocks: string = `
# capital
Of which country or region is {s} the capital?
What has {s} as its capital?
{s} is the capital of what?
Which place is {s} the capital of?
What is the place whose capital is {s}?
{s} is the capital of which place?

# cityIn
In which country does {s} lie?
Which country is {s} a city of?
Where does {s} lie?
In what country is the city of {s}?
What country does the city of {s} lie in?
To which country does {s} belong?

# mouth
Into what does {s} flow?
Where does {s} end?
What does {s} flow into?
Which waters does {s} reach at its mouth?
Where does {s} flow to?
At what waters does {s} end?

# flowsThrough
Which country does {s} flow through?
In which country is {s} a river?
What country does {s} cross?
Through which country does {s} run?
Which country is crossed by {s}?
In what country does {s} flow?

# mountainIn
In which country is {s}?
Where does {s} rise?
Which country has a mountain called {s}?
In what country does {s} stand?
What country does {s} rise in?
Where is the mountain called {s}?

# lakeIn
In which country is {s}?
Where does {s} lie?
Which country has a lake called {s}?
In what country does {s} lie?
What country does {s} lie in?
Where is the lake called {s}?

# islandOf
To which country does {s} belong?
Which country governs {s}?
What country is {s} part of?
Which country has an island called {s}?
What country does {s} belong to?
Of which country is {s} a part?

# birth
Where was {s} born?
In which city was {s} born?
What is the birthplace of {s}?
In what place did the life of {s} begin?
Which city is the birthplace of {s}?
In what city was {s} born?

# death
Where did {s} die?
In which city did {s} die?
Where did the life of {s} end?
In what place did {s} die?
Which city is where {s} died?
In what city did {s} die?

# birthYear
When was {s} born?
In which year was {s} born?
What is the year of birth of {s}?
When did the life of {s} begin?
In what year was {s} born?
What was the year when {s} was born?

# deathYear
When did {s} die?
In which year did {s} die?
What is the year of death of {s}?
When did the life of {s} end?
In what year did {s} die?
What was the year when {s} died?

# school
Where did {s} study?
At which university did {s} study?
Which university did {s} go to?
Where was {s} a student?
At what university was {s} a student?
Where did {s} go to study?

# author
Who is the author of {s}?
Who created {s}?
Whose work is {s}?
By whom is {s}?
Who was the author of {s}?
{s} is the work of whom?

# workYear
When did {s} appear?
From which year is {s}?
What is the year of {s}?
In which year did {s} appear?
In what year did {s} appear?
From when does {s} date?

# founder
Who founded {s}?
By whom was {s} founded?
Who is the founder of {s}?
Who set up {s}?
Who was the founder of {s}?
{s} was founded by whom?

# seat
Where is {s} based?
In which city does {s} have its headquarters?
Where are the headquarters of {s}?
Which city is home to {s}?
In what city is {s} based?
Where does {s} have its headquarters?

# companyCountry
From which country is {s}?
Which country does the company {s} come from?
In which country is {s} based?
What is the country of {s}?
What country does {s} come from?
From what country is the company {s}?

# companyYear
When was {s} founded?
In which year was {s} founded?
Since when has {s} existed?
When did {s} begin work?
In what year was {s} founded?
What was the year when {s} was founded?

# universityIn
In which city is {s}?
Where does {s} lie?
Which city is home to {s}?
Where do students of {s} study?
In what city is {s}?
Where is {s}?

# universityYear
When was {s} founded?
In which year did {s} open?
Since when has {s} existed?
In which year was {s} founded?
In what year was {s} founded?
What was the year when {s} opened?

# discoverer
Who discovered {s}?
By whom was {s} discovered?
Who is the discoverer of {s}?
Who found {s}?
Who was the discoverer of {s}?
{s} was discovered by whom?

# inventor
Who is the inventor of {s}?
Who gave the world {s}?
To whom is {s} owed?
Who made {s} known?
Who was the inventor of {s}?
{s} is owed to whom?

# eventIn
Where did {s} take place?
In which place did {s} happen?
What was the scene of {s}?
Which place saw {s}?
In what place did {s} take place?
What place was the scene of {s}?

# eventYear
When did {s} take place?
In which year did {s} begin?
What is the year of {s}?
From which year is {s}?
In what year did {s} take place?
What was the year of {s}?

# landmarkIn
In which city is {s}?
Where does {s} stand?
Which city has {s} among its sights?
In what city can {s} be seen?
What city does {s} stand in?
Where is {s}?

# stateOf
To which country does {s} belong?
Which country is {s} a region of?
In which country is {s}?
Of what country is {s} a part?
What country does {s} belong to?
In what country is {s}?
`;
