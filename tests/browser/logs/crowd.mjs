// Prints the history of a log in which one person owns 5,000 records: no list of theirs may grow without bound.
import { printHistory } from './history.mjs';
import { pathOf, recordText } from './record.mjs';
import { daysAfter } from './seed.mjs';

const RECORDS = 5000;
const OWNER = { name: 'Ola Nordmann', email: 'ola@example.org' };
const SETTINGS = `format = 1

[log]
title = "One owner"

[people.ola]
name = "Ola Nordmann"
email = ["ola@example.org"]
timezone = "Europe/Oslo"

[areas.all]
owner = "ola"
decides = ["ola"]
`;

function decision(number) {
  const day = daysAfter('2021-01-04', Math.floor(number / 3));
  const status = ['accepted', 'accepted', 'proposed', 'rejected'][number % 4];
  return recordText({
    fields: {
      status,
      date: day,
      created: day,
      owner: 'ola',
      'decision-makers': ['ola'],
      area: ['all'],
      tags: [`tag-${number % 40}`],
      'depends-on': number > 10 ? [`DEC-${number - (number % 10)}`] : [],
    },
    title: `Number ${number} of what one person decided about the work of all others`,
    sections: [
      ['Context and Problem Statement', `This is number ${number}, and it is not the last one.`],
      ['Considered Options', '* Yes\n* No'],
      ['Decision Outcome', 'Chosen option: "Yes", because it is shorter than all others.'],
    ],
  });
}

const files = { 'declog.toml': SETTINGS };
for (let number = 1; number <= RECORDS; number += 1) {
  files[pathOf(`decisions/${Math.floor(number / 500)}`, number)] = decision(number);
}
printHistory([{ by: OWNER, on: '2026-11-20', subject: 'All of it', files }]);
