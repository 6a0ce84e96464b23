// What people really write and few pages are ready for: long, without a place to break, from right to left, without
// spaces, with signs that mean something in HTML, Markdown or YAML.

export const LONG_WORD = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft'
  .repeat(4)
  .slice(0, 300);

export const SUBJECTS = [
  'Keep the harbour dues of every berth in one table that all three offices may read',
  'نقل سجل الرسوم إلى قاعدة بيانات واحدة تستخدمها كل المكاتب',
  'לשמור את יומן העגינה במקום אחד, גם בלי רשת',
  '在岸边没有网络的时候也能登记每一艘船',
  '潮位の記録を十五分ごとに本部へ送る',
  '부두 요금을 매일 밤 다시 계산한다',
  'Ships & "shore" <power>: 1,234,567 kWh at 0.30 €/kWh isn’t \'cheap\' — is it?',
  'Pay 12,345.67 € back 🚢⚓️ (👩🏽‍✈️ asked for it)',
  '`tide` *tables* for _every_ quay, [not] only the first | and the last',
  'Ask the pilot twice',
  'שלב 2: API v3 עד 2026-12-31 (100%)',
  `Rename ${LONG_WORD.slice(0, 70)}`,
];

export const PEOPLE = [
  ['ada', 'Ada Lindqvist', 'Europe/Stockholm'],
  ['layla', 'ليلى عبد الرحمن الحدّاد', 'Asia/Amman'],
  ['dani', 'דניאל בן־דוד', 'Asia/Jerusalem'],
  ['xiaoming', '王小明', 'Asia/Shanghai'],
  ['haruka', '佐藤 遥', 'Asia/Tokyo'],
  ['zoe', 'Zoë "Zed" O’Neill-Fitzgerald-Montgomery-Vandenberghe-Sá de Albuquerque', 'America/St_Johns'],
  ['ngozi', 'Ngozi Ọláyínká 🦜', 'Africa/Lagos'],
  ['tev', 'Tev', 'Pacific/Auckland'],
  ['ravi', 'Ravi <ravi> & Sons', 'Asia/Kathmandu'],
  ['mo', 'محمد', 'Africa/Cairo'],
  ['ines', 'Inês Tavares', 'Europe/Lisbon'],
  ['bo', LONG_WORD.slice(0, 60), 'Pacific/Chatham'],
];

export const AREAS = [
  ['dues', 'Dues & money'],
  ['berths', 'أرصفة ومراسي'],
  ['cranes', 'Cranes, "big" and <small>'],
  ['tides', '潮位と気象'],
  ['pilots', 'Pilots'],
  ['stores', LONG_WORD.slice(0, 80)],
  ['tugs', 'Tugs 🛟'],
  ['nobody', 'What nobody owns'],
];

export const TAGS = ['money', 'رسوم', '潮位', 'עגינה', 'a&b', '<raw>', '"quoted"', 'per cent', 'ship/shore', 'c++', '🚢',
  LONG_WORD.slice(0, 48), 'night', 'radio', 'ropes', 'paper'];

export const SENTENCES = [
  'Each office counted by itself, and in March the sums were 1,234,567.89 € apart.',
  'وصلت ثلاث سفن في الليلة نفسها ولم يعرف أحد أين ترسو.',
  'שתי ספינות חיכו ארבע שעות, כי איש לא ענה ברדיו.',
  '三個辦公室各自計算，三月份的總數相差一百二十萬。',
  'Is it 5 < 6 && 7 > 3? Then “yes”, said the pilot’s ‘friend’.',
  `One word has no place to break: ${LONG_WORD}.`,
  'See <https://example.org/a/very/long/address/that/goes/on/and/on/and/on/and/on/and/on/for/ever?and=ever&amp;more=1>.',
  'The crane lifts 40 t — never 41. 🏗️',
];
