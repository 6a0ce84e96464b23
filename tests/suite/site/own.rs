//! What a log brings of its own: words, style, HTML in its records, drawings; and what it keeps to itself.

use std::fs;

use declog::site::{self, Error, Meta};

use super::{
    CARDS, assert_harmless, body_index_with, build, compare, folder, html, index, meta, payloads,
};

const RAW: &str = "format = 1\n[site]\nraw-html = true\n";

#[test]
fn html_that_is_let_in_is_sanitised() {
    let case = folder("raw").join("page.md");
    let text = fs::read_to_string(&case).expect("the case can be read");
    let html = site::body(&body_index_with(RAW, &text), 0).expect("our own words are whole");
    let mut failures = Vec::new();
    compare(&case.with_extension("html"), &html, &mut failures);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn nothing_runs_where_html_is_let_in() {
    let records: Vec<(String, String)> = payloads()
        .iter()
        .enumerate()
        .map(|(at, payload)| {
            let text = format!(
                "---\nstatus: accepted\n---\n# T\n\n## Context and Problem Statement\n\n{payload}\n\n> {}\n\n\
                 | a |\n|---|\n| {} |\n",
                payload.replace('\n', "\n> "),
                payload.replace('\n', " "),
            );
            (format!("{:04}-hostile.md", at + 1), text)
        })
        .collect();
    let mut files = vec![("declog.toml", RAW)];
    files.extend(
        records
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    );
    let index = index(&files);
    assert_harmless(&build(&index, &[]));
}

#[test]
fn drawings_that_could_run_are_not_shown() {
    let still = [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>",
        "<?xml version=\"1.0\"?><!DOCTYPE svg><svg><!-- a --><style>.a { fill: url(#b) }</style><g class=\"a\"/></svg>",
        "<svg><defs><linearGradient id=\"b\"/></defs><use xlink:href=\"#b\"/><text>C:\\d &amp; url(e)</text></svg>",
        "<svg><foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\">a<br/></div></foreignObject></svg>",
    ];
    for drawing in still {
        assert!(site::is_still(drawing.as_bytes()), "{drawing}");
    }
    let moving = [
        "",
        "no drawing",
        "<svg><script>alert(1)</script></svg>",
        "<svg onload=\"alert(1)\"/>",
        "<svg xmlns:x=\"http://www.w3.org/1999/xhtml\"><x:script>alert(1)</x:script></svg>",
        "<svg><a href=\"javascript:alert(1)\"><path/></a></svg>",
        "<svg><use href=\"https://example.org/a.svg#b\"/></svg>",
        "<svg><use href=\"&#106;avascript:alert(1)\"/></svg>",
        "<svg><image href=\"spy.png\"/></svg>",
        "<svg><animate attributeName=\"href\" to=\"javascript:alert(1)\"/></svg>",
        "<svg><style>@import 'https://example.org/a.css';</style></svg>",
        "<svg><style>a { fill: u\\72l(https://example.org) }</style></svg>",
        "<svg><style>a { fill: &#117;rl(https://example.org) }</style></svg>",
        "<svg><path style=\"fill: &#117;rl('https://example.org')\"/></svg>",
        "<svg><foreignObject><iframe/></foreignObject></svg>",
        "<!DOCTYPE svg [<!ENTITY a \"<script>\">]><svg>&a;</svg>",
        "<?xml-stylesheet href=\"https://example.org/a.xsl\"?><svg/>",
        "<svg><path></svg>",
        "<svg><style>@im<!-- -->port 'https://example.org/a.css';</style></svg>",
        "<svg><style><g></g>@import 'https://example.org/a.css';</style></svg>",
        "<svg><style>a { fill: red }<![CDATA[@import 'a.css'; ]]></style></svg>",
        "<svg><foreignObject><table background=\"http://example.org/a.png\"/></foreignObject></svg>",
        "<svg><path style=\"background: image-set('http://example.org/a.png' 1x)\"/></svg>",
    ];
    for drawing in moving {
        assert!(!site::is_still(drawing.as_bytes()), "{drawing}");
    }
}

#[test]
fn a_log_says_it_in_its_own_words() {
    let index = index(&[
        ("declog.toml", "format = 1\n[log]\nlang = \"de\"\n"),
        (
            "0001-a.md",
            "---\nstatus: accepted\n---\n# A\n\n## Context and Problem Statement\n\n> [!NOTE]\n> x\n",
        ),
    ]);
    let words = "[row]\nowner = \"Wem es <b>gehört</b>\"\n[body]\nnote = \"Hinweis <script>\"\n\
                 [change.step]\nbaptise = \"{who} taufte {record}\"\n";
    let meta = Meta {
        messages: Some(words.to_owned()),
        style: Some("h1 { color: teal }\n".to_owned()),
        ..meta(&index)
    };
    let site = site::build(&index, &[], &CARDS, &meta).expect("the words are whole");
    assert_harmless(&site);
    let list = html(&site, "decisions/index.html");
    assert!(list.contains("<html lang=\"de\""), "{list}");
    assert!(list.contains("Wem es &lt;b&gt;gehört&lt;/b&gt;"), "{list}");
    let record = html(&site, "decisions/dec-1.html");
    assert!(record.contains("Hinweis &lt;script&gt;"), "{record}");
    assert!(html(&site, "style.css").ends_with("\nh1 { color: teal }\n"));
}

#[test]
fn words_that_do_not_fit_are_refused() {
    let index = index(&[("declog.toml", "format = 1\n")]);
    let cases = [
        ("[row]\nowner = 1\n", "`row.owner` is one text"),
        ("row = \"x\"\n", "`row` is a table of words"),
        (
            "[row]\nownr = \"x\"\n",
            "`row.ownr` is no word of the site, did you mean `owner`",
        ),
        ("[body.note]\none = \"x\"\n", "`body.note` is one text"),
        (
            "[row]\nowner = \"x\n",
            "line 2: invalid basic string, expected `\"`",
        ),
    ];
    for (words, said) in cases {
        let meta = Meta {
            messages: Some(words.to_owned()),
            ..meta(&index)
        };
        match site::build(&index, &[], &CARDS, &meta) {
            Err(Error::Messages(message)) => assert_eq!(message, said),
            other => panic!("{words}: {other:?}"),
        }
    }
}

#[test]
fn a_site_is_listed_where_the_log_says_where_it_stands() {
    let settings = "format = 1\n[log]\nurl = \"https://log.example.org/a/\"\n";
    let record = "---\nstatus: accepted\n---\n# A\n";
    let site = build(
        &index(&[("declog.toml", settings), ("0001-a.md", record)]),
        &[],
    );
    assert_eq!(
        html(&site, "robots.txt"),
        "User-agent: *\nAllow: /\nSitemap: https://log.example.org/a/sitemap.xml\n"
    );
    let sitemap = html(&site, "sitemap.xml");
    assert!(
        sitemap.contains("<url><loc>https://log.example.org/a/decisions/dec-1.html</loc></url>")
    );
    assert!(sitemap.contains("<url><loc>https://log.example.org/a/</loc></url>"));
    let page = html(&site, "decisions/dec-1.html");
    assert!(page.contains(
        "<link rel=\"canonical\" href=\"https://log.example.org/a/decisions/dec-1.html\">"
    ));
    let nowhere = build(
        &index(&[("declog.toml", "format = 1\n"), ("0001-a.md", record)]),
        &[],
    );
    assert!(nowhere.pages.iter().all(|page| page.path != "sitemap.xml"));
}

#[test]
fn too_much_html_is_shown_as_text() {
    let shown = |tags: usize| {
        let text = format!(
            "---\nstatus: accepted\n---\n# T\n\n## Context and Problem Statement\n\n{}\n",
            "<b>x".repeat(tags)
        );
        let html = site::body(&body_index_with(RAW, &text), 0).expect("our own words are whole");
        (html.contains("<b>"), html.contains("&lt;b&gt;"))
    };
    assert_eq!(shown(100), (true, false));
    assert_eq!(shown(20_000), (false, true));
}

#[test]
fn no_text_of_the_site_names_a_mail_address() {
    let cases = [
        ("", ""),
        ("Ana Ng <ana@example.org>", "Ana Ng"),
        ("ana@example.org", "ana@"),
        ("ask ana@example.org. Soon", "ask ana@. Soon"),
        ("`Bo <bo@a.example>` is nobody", "`Bo` is nobody"),
        ("a@b and @c.d and e@", "a@b and @c.d and e@"),
        (
            "https://ana@example.org/x@y.z",
            "https://ana@example.org/x@y.z",
        ),
        ("Ana <ana@a.example>, Bo <bo@b.example>", "Ana, Bo"),
    ];
    for (text, shown) in cases {
        assert_eq!(site::without_mail(text), shown);
    }
}
