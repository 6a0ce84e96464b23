//! How many lines two versions of a text differ in.

use declog::query::lines::changed;

#[test]
fn lines_that_came_and_went_are_counted_whatever_their_number() {
    let cases = [
        ("", "", (0, 0)),
        ("a\nb\n", "a\nc\nd\n", (2, 1)),
        ("a\n", "a\n", (0, 0)),
    ];
    for (old, new, expected) in cases {
        assert_eq!(changed(old, new), expected, "{old:?} {new:?}");
    }
    // Each of these has to be compared with every other, which would take minutes.
    let text = |seed: usize| -> String {
        let lines = (0..300_000).map(|at| format!("{}\n", (at * seed) % 676));
        lines.collect()
    };
    let (came, went) = changed(&text(7919), &format!("{}new\n", text(104_729)));
    assert!(came > 0 && came - went == 1, "{came} {went}");
}
