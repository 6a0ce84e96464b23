//! What files call the things a record says: one word of ours for the many of theirs.

/// The relations that another record writes, as their keys are called here.
pub(super) const SUPERSEDED_BY: &str = "superseded-by";
pub(super) const AMENDED_BY: &str = "amended-by";

/// The title, which is no field.
pub(super) const TITLE: &str = "title";

/// Our key, and what others write for it: lower case, with blanks for `-` and `_`. The first that a file has counts.
const KEYS: &[(&str, &[&str])] = &[
    (
        "status",
        &[
            "status",
            "state",
            "adr status",
            "decision status",
            "rfc status",
            "current status",
            "stage",
            "rfc stage",
            "document status",
            "zustand",
            "stand",
            "statut",
            "estado",
            "situação",
            "stato",
            "stan",
            "статус",
            "状态",
            "狀態",
            "ステータス",
            "状態",
            "상태",
        ],
    ),
    (
        "date",
        &[
            "date",
            "decision date",
            "date of decision",
            "date decided",
            "date issued",
            "issued",
            "since",
            "status since",
            "status date",
            "decided on",
            "decision made on",
            "date accepted",
            "accepted on",
            "approved on",
            "adr date",
            "datum",
            "entscheidungsdatum",
            "beschlossen am",
            "date de décision",
            "fecha",
            "data",
            "дата",
            "日期",
            "日付",
            "날짜",
        ],
    ),
    (
        "created",
        &[
            "created",
            "created on",
            "created at",
            "creation date",
            "date created",
            "start date",
            "started",
            "date started",
            "proposed on",
            "date proposed",
            "submitted",
            "erstellt",
            "créé le",
            "创建日期",
        ],
    ),
    (
        "decision-makers",
        &[
            "decision makers",
            "decision maker",
            "decision makers s",
            "deciders",
            "decider",
            "decided by",
            "approvers",
            "approver",
            "approved by",
            "approval",
            "accepted by",
            "signed off by",
            "sign off",
            "entscheider",
            "entschieden durch",
            "entschieden von",
            "entscheidungsträger",
            "décideurs",
            "décisionnaires",
            "decisionnaires",
            "valideurs",
            "décideur",
            "decisores",
            "decisor",
            "responsables de la decisión",
            "决策者",
            "决策人",
            "批准人",
            "审批人",
            "決定者",
            "意思決定者",
        ],
    ),
    (
        "consulted",
        &[
            "consulted",
            "reviewers",
            "reviewer",
            "reviewed by",
            "contributors",
            "contributor",
            "advisors",
            "konsultiert",
            "consultés",
            "consultados",
            "咨询",
            "相談先",
        ],
    ),
    (
        "informed",
        &[
            "informed",
            "informiert",
            "informés",
            "informados",
            "知会",
            "報告先",
        ],
    ),
    (
        "owner",
        &[
            "owner",
            "owners",
            "driver",
            "accountable",
            "responsible",
            "owning sig",
            "owning team",
            "lead",
            "shepherd",
            "champion",
            "verantwortlich",
            "负责人",
            "担当者",
        ],
    ),
    (
        "authors",
        &[
            "authors",
            "author",
            "author s",
            "original authors",
            "original author s",
            "rfc author",
            "rfc authors",
            "writer",
            "written by",
            "proposed by",
            "proposer",
            "proposers",
            "submitter",
            "submitted by",
            "created by",
            "autor",
            "autoren",
            "auteur",
            "auteurs",
            "autores",
            "作者",
            "著者",
            "提案者",
        ],
    ),
    (
        "tags",
        &[
            "tags",
            "tag",
            "keywords",
            "labels",
            "topics",
            "schlagworte",
            "标签",
            "タグ",
        ],
    ),
    (
        "supersedes",
        &[
            "supersedes",
            "supercedes",
            "superseeds",
            "replaces",
            "obsoletes",
            "ersetzt",
            "remplace",
            "reemplaza",
            "substitui",
        ],
    ),
    (
        SUPERSEDED_BY,
        &[
            "superseded by",
            "superceded by",
            "replaced by",
            "obsoleted by",
            "ersetzt durch",
            "remplacé par",
            "reemplazado por",
            "substituído por",
        ],
    ),
    ("amends", &["amends", "updates", "clarifies", "ergänzt"]),
    (
        AMENDED_BY,
        &["amended by", "updated by", "clarified by", "ergänzt durch"],
    ),
    (
        "depends-on",
        &["depends on", "requires", "based on", "dependencies"],
    ),
    (
        "relates-to",
        &[
            "relates to",
            "related to",
            "related",
            "related adrs",
            "related decisions",
            "see also",
            "relates",
        ],
    ),
    (
        TITLE,
        &[
            "title",
            "feature name",
            "rfc name",
            "adr title",
            "feature",
            "name",
            "proposal name",
            "titel",
            "titre",
            "título",
        ],
    ),
];

/// Our key for what a file calls something.
#[must_use]
pub(in crate::text) fn canonical(written: &str) -> Option<&'static str> {
    exactly(written).or_else(|| {
        // `状态 (Status)`
        let (before, inside) = written.split_once(['(', '（'])?;
        exactly(before).or_else(|| exactly(inside.trim_end_matches([')', '）'])))
    })
}

/// What stands behind the words of a line which says that a record took this one's place, or changed it.
#[must_use]
pub(in crate::text) fn mirror(line: &str) -> Option<&str> {
    /// No such words are longer.
    const LONGEST: usize = 40;
    let start = &line[..line.floor_char_boundary(LONGEST)];
    // Nearly every line ends here: all of these words have another one behind them.
    let (first, _) = start.split_once(' ')?;
    let mirrors = KEYS.iter();
    let mirrors = mirrors.filter(|(key, _)| [SUPERSEDED_BY, AMENDED_BY].contains(key));
    let mut words = mirrors.flat_map(|(_, words)| *words);
    words.find_map(|word| {
        if !word.starts_with(first.chars().next()?.to_ascii_lowercase()) {
            return None;
        }
        let begins = start.get(..word.len())?;
        let rest = &line[word.len()..];
        (begins.to_lowercase() == **word && !rest.starts_with(char::is_alphanumeric))
            .then_some(rest)
    })
}

fn exactly(written: &str) -> Option<&'static str> {
    let word = normal(written);
    let mut keys = KEYS.iter();
    keys.find(|(_, words)| words.contains(&word.as_str()))
        .map(|(key, _)| *key)
}

/// How soon a word for a key counts, where a file has several of them.
pub(super) fn rank(key: &str, written: &str) -> usize {
    let word = normal(written);
    let words = KEYS.iter().find(|(ours, _)| *ours == key);
    let place = words.and_then(|(_, words)| words.iter().position(|one| *one == word));
    place.unwrap_or(usize::MAX)
}

fn normal(written: &str) -> String {
    let plain = spaced(written)
        .replace(['-', '_', '(', ')', '*', '`', '[', ']'], " ")
        .to_lowercase();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let words = words.join(" ");
    let is_mark = |letter: char| !letter.is_alphanumeric();
    words.trim_matches(is_mark).to_owned()
}

/// `supersededBy` as two words.
fn spaced(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    let mut before = ' ';
    for letter in word.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            out.push(' ');
        }
        out.push(letter);
        before = letter;
    }
    out
}
