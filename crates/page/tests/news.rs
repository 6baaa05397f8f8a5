//! News say who acts, as the journal of the model has it.

use page::{Lab, News, Unwatched, play};

#[test]
fn news_name_the_country_that_acts_and_a_quote_has_none() {
    let lab = &Lab::shipped()[0];
    let course = play(lab, &lab.opening(), &mut Unwatched).unwrap();
    let of = |is_it: &dyn Fn(&News) -> bool| -> Vec<Option<&str>> {
        let mut found: Vec<_> = course
            .news
            .iter()
            .filter(|it| is_it(it))
            .map(|it| it.actor.as_deref())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    assert_eq!(
        of(&|it| it.sentence.contains("(beijing_licences)")),
        [Some("china")]
    );
    assert_eq!(of(&|it| it.kind == "price"), [None]);
    // Two strategic stocks, and a plant in each of two countries that build.
    assert_eq!(
        of(&|it| it.kind == "reserve"),
        [Some("australia"), Some("japan")]
    );
    let openings = of(&|it| it.kind == "opening");
    assert!(
        openings.contains(&Some("australia")) && !openings.contains(&None),
        "{openings:?}"
    );
    // Whoever acts is a country of the world.
    for actor in course.news.iter().filter_map(|it| it.actor.as_ref()) {
        assert!(
            lab.scenario.countries.iter().any(|it| it.id == *actor),
            "{actor}"
        );
    }
}
