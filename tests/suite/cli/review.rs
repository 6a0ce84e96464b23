//! Reviews: somebody looked again, and the next time is set or gone.

use super::Session;

#[test]
fn a_review_sets_the_next_day_or_takes_the_old_one_out() {
    let sandbox = super::log();
    let mut session = Session::new(&sandbox);
    session.declog(&["review", "2", "-m", "Still true.", "--next", "6mo", "-c"]);
    session.declog(&["review", "2", "-m", "Nothing new.", "-c"]);
    session.declog(&["review", "2", "-m", "Sooner.", "--next", "2027-01-15", "-n"]);
    let words = [
        "review",
        "2",
        "-m",
        "Settled.",
        "--as-of",
        "2027-05-22",
        "-c",
    ];
    session.declog(&words);
    session.declog(&["review", "2", "-m", "Again.", "--json"]);
    session.declog(&["review", "2", "-m", "Soon.", "--next", "2wd"]);
    session.git(&["log", "-3", "-p", "--format=%B"]);
    session.check("review.txt");
}
