// What readers ask of the example log, how they come to the answer from the home page, and what it says on 27 November
// 2026. Each step is the name of a link; an answer is all of the texts.
export const QUESTIONS = [
  // A staff engineer, about PostgreSQL and about the cents of payouts.
  {
    reader: 'staff engineer',
    question: 'what did we decide about PostgreSQL, and is it in force?',
    way: ['Use PostgreSQL for everything that is not a sale'],
    answer: ['In force since 26 December 2024', 'decided by Inês Tavares and Tomás Figueira', 'Platform and data'],
  },
  {
    reader: 'staff engineer',
    question: 'what did we decide about the cents of payouts, and is it in force?',
    way: ['Decisions', 'Round payouts down to the cent'],
    answer: ['Not in force', 'superseded by DEC-30 on 25 November 2026'],
  },
  {
    reader: 'staff engineer',
    question: 'who may decide about payouts?',
    way: ['Rights'],
    answer: ['Payments and payouts', 'Marta Sequeira', 'Rui Bastos', '2 of them, if costly or one-way'],
  },
  {
    reader: 'staff engineer',
    question: 'what rests on PostgreSQL?',
    way: ['Use PostgreSQL for everything that is not a sale', /^Relied on by/],
    answer: ['Relied on by', 'Search the catalogue in PostgreSQL', 'Queue payouts in PostgreSQL'],
  },
  {
    reader: 'staff engineer',
    question: 'which options were refused, and why?',
    way: ['Never store card numbers', /^Considered Options/],
    answer: ['Considered Options', 'Refused', 'Of 24,000 euros a year, and because we have shown that we do not keep keys well.'],
  },
  {
    reader: 'staff engineer',
    question: 'which guardrails bind me in payouts?',
    way: ['Rights', 'Payments and payouts'],
    answer: ['Guardrails', 'Never store card numbers', 'Keep money in minor units'],
  },
  // Somebody new in the catalogue team.
  {
    reader: 'new hire',
    question: 'which decisions are the ones to know?',
    way: [],
    answer: ['Start here', 'DEC-2', 'DEC-3', 'DEC-7', 'DEC-12', 'BRF-3'],
  },
  {
    reader: 'new hire',
    question: 'what does my team own?',
    way: ['People', 'Catalogue'],
    answer: ['Accountable for Catalogue and stock', 'Owned by its members 7', 'Search the catalogue in PostgreSQL'],
  },
  {
    reader: 'new hire',
    question: 'what did I inherit?',
    way: ['People', 'Leela Menon, Inherited: 1'],
    answer: ['Inherited', 'Count a box set as one edition'],
  },
  {
    reader: 'new hire',
    question: 'whom do I ask, and when do they work?',
    way: ['People'],
    answer: ['Anika Deshpande', '09:00–17:30 in Kolkata', 'Vikram Kulkarni'],
  },
  // A manager.
  {
    reader: 'manager',
    question: 'which outcomes are at risk?',
    way: ['Outcomes'],
    answer: ['At risk', 'Shops have their money the next day', 'Off track', 'A new shop sells on its first day'],
  },
  {
    reader: 'manager',
    question: 'what waits on whom, and how long?',
    way: [],
    answer: ['Waiting longest', 'Inês Tavares, Tomás Figueira', 'Keep cover images in object storage', '5 October 2026'],
  },
  {
    reader: 'manager',
    question: 'which milestones slipped?',
    way: ['Roadmap'],
    answer: ['Slipped, from its first date', 'BRF-4', 'BRF-3', 'At risk'],
  },
  {
    reader: 'manager',
    question: 'who carries too much?',
    way: ['People'],
    answer: ['Load', 'Anika Deshpande Catalogue 09:00–17:30 in Kolkata Vikram Kulkarni 2 4'],
  },
  {
    reader: 'manager',
    question: 'who has not updated?',
    way: ['Outcomes'],
    answer: ['update', '25 November 2026'],
  },
  // An auditor.
  {
    reader: 'auditor',
    question: 'who accepted it, when, and under which right?',
    way: ['Decisions', 'Round payouts half to even'],
    answer: ['In force since 25 November 2026', 'decided by Rui Bastos and Marta Sequeira under Payments and payouts'],
  },
  {
    reader: 'auditor',
    question: 'was it edited afterwards?',
    way: ['Use PostgreSQL for everything that is not a sale', /^History/],
    answer: ['History', '19 November 2026 Revised Inês Tavares +3 −0', '26 December 2024 Accepted Inês Tavares'],
  },
  {
    reader: 'auditor',
    question: 'what was in force on a day?',
    way: ['Changes', /30 September/],
    answer: ['In force on 30 September 2026', 'DEC-2', 'DEC-3', 'DEC-7'],
  },
  {
    reader: 'auditor',
    question: 'which exceptions are there to a policy?',
    way: ['Write every sale to the shop\'s own database first', /^Exceptions/],
    answer: ['Let fair tills sell without stock counts'],
  },
  {
    reader: 'auditor',
    question: 'is there a copy to keep?',
    way: ['Write every sale to the shop\'s own database first'],
    answer: ['JSON'],
  },
  // Somebody on call at night, about src/payouts.
  {
    reader: 'on call',
    question: 'why is src/payouts like this?',
    way: ['Rights', 'Payments and payouts'],
    answer: ['src/payouts/**', 'src/payouts/rounding.go', 'Round payouts half to even'],
  },
  {
    reader: 'on call',
    question: 'who owns src/payouts now, and who stands in?',
    way: ['Rights', 'Payments and payouts'],
    answer: ['Owner Payouts', 'Backup Tomás Figueira', 'src/payouts/**'],
  },
  {
    reader: 'on call',
    question: 'what may I do alone?',
    way: ['Rights', 'Payments and payouts'],
    answer: ['Limits A single payout up to 20,000 euros without a second look'],
  },
  {
    reader: 'on call',
    question: 'what changed last week?',
    way: ['Changes'],
    answer: ['25 November 2026', 'Rui Bastos accepted DEC-30', 'Leela Menon offered HND-6'],
  },
  // Whoever looks after the continuous integration.
  {
    reader: 'CI owner',
    question: 'how much is complete, which rules fail, and where first?',
    way: ['Health'],
    answer: ['79 %', '39 of 49 records without a finding', 'area-without-owner', 'broken-link', 'DEC-16', 'DEC-28'],
  },
  {
    reader: 'CI owner',
    question: 'what is in the baseline?',
    way: ['Health'],
    answer: ['baseline'],
  },
];
