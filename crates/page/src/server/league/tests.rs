//! Who may do what in a league, and that none is left stuck.

use std::net::Ipv4Addr;
use std::time::Duration;

use serde_json::Value;

use super::*;

const LESSON: &str = "02_open_the_reserve";
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const PHONE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 9));

/// Worlds of a quarter, so that a league is over soon.
fn house(is_lan: bool) -> Arc<House> {
    let shorten = |mut lab: Lab| {
        lab.scenario.clock.weeks = 13;
        lab
    };
    let labs = Lab::shipped().into_iter().map(shorten).collect();
    Arc::new(House::new(labs, 8377, is_lan).unwrap())
}

fn said(house: &Arc<House>, ask: &Ask, from: IpAddr) -> Value {
    serde_json::from_str(&answer(house, ask, from)).unwrap()
}

fn act(house: &Arc<House>, act: Act, from: IpAddr) -> Value {
    let lesson = LESSON.to_owned();
    said(house, &Ask::Conduct { id: 1, lesson, act }, from)
}

fn look(house: &Arc<House>) -> Value {
    let lesson = LESSON.to_owned();
    let ask = Ask::League {
        id: 1,
        lesson,
        token: None,
    };
    said(house, &ask, PHONE)["league"].clone()
}

fn hand_in(house: &Arc<House>, lever: &str, to: f64, token: Option<&str>, from: IpAddr) -> Value {
    let levers = [(lever.to_owned(), crate::spec::Setting::Number(to))];
    let ask = Ask::Submit {
        id: 1,
        lesson: LESSON.to_owned(),
        token: token.map(str::to_owned),
        spec: Spec {
            world: "open_reserve".to_owned(),
            seed: 7,
            levers: levers.into(),
        },
    };
    said(house, &ask, from)
}

async fn over(house: &Arc<House>) -> Value {
    loop {
        let card = look(house);
        if card["stage"] != "playing" {
            return card;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[test]
fn a_league_is_conducted_on_this_machine_alone() {
    let house = house(true);
    for what in [Act::Open, Act::Close, Act::Play, Act::Stop, Act::Clear] {
        for elsewhere in [[192, 168, 1, 9], [10, 0, 0, 1], [8, 8, 8, 8]] {
            let told = act(&house, what, IpAddr::from(elsewhere));
            assert_eq!(told["code"], "elsewhere", "{told}");
        }
    }
    assert_eq!(look(&house)["stage"], "closed");
    assert_eq!(act(&house, Act::Open, HERE)["league"]["stage"], "open");
}

#[test]
fn a_rule_is_handed_in_while_the_league_is_open_and_replaced_by_its_token() {
    let network = house(true);
    let early = hand_in(&network, "release_trigger", 0.4, None, PHONE);
    assert_eq!(early["code"], "league_closed");
    // Without a network a student alone need not wait for anybody.
    let house = house(false);
    let first = hand_in(&house, "release_trigger", 0.4, None, HERE);
    let token = first["token"].as_str().unwrap();
    assert_eq!(token.len(), TOKEN_LENGTH);
    let again = hand_in(&house, "release_trigger", 0.6, Some(token), HERE);
    assert_eq!(again["league"]["rules"], 1);
    assert_eq!(
        again["league"]["own"]["team"],
        first["league"]["own"]["team"]
    );
    assert_eq!(again["league"]["own"]["levers"]["release_trigger"], 0.6);
    // Nobody else sees whose it is, nor replaces it.
    assert_eq!(look(&house)["own"], Value::Null);
    let other = hand_in(
        &house,
        "release_trigger",
        0.7,
        Some("K7M4QXPAK7M4QXPA"),
        HERE,
    );
    assert_eq!(other["league"]["rules"], 2);
    act(&house, Act::Close, HERE);
    let late = hand_in(&house, "release_trigger", 0.5, Some(token), HERE);
    assert_eq!(late["code"], "league_closed");
}

#[test]
fn a_rule_that_a_lever_could_not_make_is_refused() {
    let house = house(false);
    let wide = hand_in(&house, "release_trigger", 1.5, None, HERE);
    assert_eq!(
        wide["detail"],
        "lever `release_trigger` is 1.5, allowed 0.3 to 1"
    );
    let foreign = hand_in(&house, "licences", 1.0, None, HERE);
    assert!(
        foreign["detail"]
            .as_str()
            .unwrap()
            .contains("levers of a rule are")
    );
    assert_eq!(look(&house)["rules"], 0);
}

#[test]
fn rules_are_at_most_forty_and_six_from_one_device() {
    let house = house(true);
    act(&house, Act::Open, HERE);
    let from_phone = (0..9).map(|_| hand_in(&house, "release_trigger", 0.4, None, PHONE));
    let full = from_phone
        .filter(|told| told["code"] == "league_full")
        .count();
    assert_eq!(full, 3);
    let here = (0..50).map(|_| hand_in(&house, "release_trigger", 0.4, None, HERE));
    let taken = here.filter(|told| told["type"] == "league").count();
    assert_eq!(taken, MOST_RULES - MOST_FROM_ADDRESS);
    assert_eq!(look(&house)["rules"], MOST_RULES);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_rules_are_played_on_the_same_twenty_hidden_seeds_and_equal_rules_stand_alike() {
    let house = house(false);
    for trigger in [0.4, 0.9, 0.4] {
        hand_in(&house, "release_trigger", trigger, None, HERE);
    }
    let begun = act(&house, Act::Play, HERE);
    assert_eq!(
        (&begun["league"]["stage"], &begun["league"]["of"]),
        (&"playing".into(), &140.into())
    );
    let late = hand_in(&house, "release_trigger", 0.5, None, HERE);
    assert_eq!(late["code"], "league_closed");
    let card = over(&house).await;
    assert_eq!(card["stage"], "closed");
    let table = &card["table"];
    let plan = &house.leagues[0].plan;
    assert_eq!(table["seeds"], serde_json::json!(plan.hidden_seeds()));
    for seed in table["seeds"].as_array().unwrap() {
        assert!(!plan.tuning_seeds.contains(&seed.as_u64().unwrap()));
    }
    let rows = table["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3 + plan.references.len());
    assert!(rows.iter().all(|row| row["standing"]["runs"] == 20));
    assert_eq!(rows[0]["standing"], rows[2]["standing"]);
    assert_ne!(rows[0]["team"], rows[2]["team"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_league_that_is_stopped_or_fails_leaves_no_room_playing() {
    let house = house(false);
    act(&house, Act::Play, HERE);
    assert_eq!(act(&house, Act::Play, HERE)["code"], "league_playing");
    let stopped = act(&house, Act::Stop, HERE);
    assert_eq!(stopped["league"]["stage"], "closed");
    assert_eq!(over(&house).await["table"], Value::Null);
    // It can be played again, and the play that was stopped says nothing any more.
    act(&house, Act::Play, HERE);
    assert!(over(&house).await["table"].is_object());
    assert_eq!(
        act(&house, Act::Clear, HERE)["league"]["table"],
        Value::Null
    );
    // A world in which every run fails inside: the table has no numbers, and the room is free.
    let mut labs = Lab::shipped();
    for lab in &mut labs {
        lab.scenario.clock.weeks = 13;
        lab.scenario.refiners[0].recipe = "nothing".to_owned();
    }
    let broken = Arc::new(House::new(labs, 8377, false).unwrap());
    act(&broken, Act::Play, HERE);
    let card = over(&broken).await;
    assert_eq!(card["table"]["rows"][0]["standing"]["runs"], 0);
    assert!(broken.permits.available_permits() >= 1);
}
