//! The server over real sockets: greeting, questions, hostile messages, and a run that fails inside.

mod visitor;

use futures_util::SinkExt;
use serde_json::json;
use tokio_tungstenite::tungstenite::{Error, Message};
use visitor::{
    connect, connect_as, greeted, greeted_with, hear, host_of, open, open_to, play, say, short_labs,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_play_is_answered_with_months_and_a_hash() {
    let page = open(short_labs()).await;
    let mut socket = greeted(&page.host).await;
    say(&mut socket, &play(7, 3, 0.5)).await;
    let answer = hear(&mut socket).await.unwrap();
    assert_eq!(
        (&answer["type"], &answer["id"], &answer["is_whole"]),
        (&json!("course"), &json!(7), &json!(true))
    );
    assert_eq!(answer["course"]["months"].as_array().unwrap().len(), 13);
    assert_eq!(
        answer["course"]["scenario_hash"].as_str().unwrap().len(),
        64
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn values_out_of_bounds_are_refused_with_the_range() {
    let page = open(short_labs()).await;
    let mut socket = greeted(&page.host).await;
    say(&mut socket, &play(1, 3, 1.5)).await;
    let answer = hear(&mut socket).await.unwrap();
    assert_eq!(
        (&answer["type"], &answer["code"]),
        (&json!("refused"), &json!("refused"))
    );
    assert_eq!(answer["detail"], "lever `licences` is 1.5, allowed 0 to 1");
    say(
        &mut socket,
        &json!({"type": "gauge", "id": 2, "spec": {"world": "../../etc", "seed": 1, "levers": {}}}),
    )
    .await;
    assert!(
        hear(&mut socket).await.unwrap()["detail"]
            .as_str()
            .unwrap()
            .starts_with("there is no world `../../etc`")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_kept_under_a_code_and_another_socket_gets_it() {
    let page = open(short_labs()).await;
    let (mut one, mut two) = (greeted(&page.host).await, greeted(&page.host).await);
    let spec = json!({"world": "one_metal", "seed": 3, "levers": {"licences": 0.25}});
    say(&mut one, &json!({"type": "keep", "id": 1, "spec": spec})).await;
    let kept = hear(&mut one).await.unwrap();
    let code = kept["code"].as_str().unwrap();
    let address = kept["address"].as_str().unwrap();
    assert!(address.ends_with(&format!("#r={code}")), "{address}");
    assert!(kept["square"].as_array().unwrap().len() >= 21);
    say(&mut two, &json!({"type": "fetch", "id": 2, "code": code})).await;
    assert_eq!(hear(&mut two).await.unwrap()["spec"], spec);
    say(
        &mut two,
        &json!({"type": "fetch", "id": 3, "code": "AAAAAAAA"}),
    )
    .await;
    let refused = hear(&mut two).await.unwrap();
    assert_eq!(refused["type"], "refused");
    let mut spec = spec;
    spec["levers"]["licences"] = json!(7.0);
    say(&mut two, &json!({"type": "keep", "id": 4, "spec": spec})).await;
    let refused = hear(&mut two).await.unwrap();
    assert_eq!(refused["detail"], "lever `licences` is 7, allowed 0 to 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_told_on_this_machine_and_to_nobody_in_the_network() {
    let page = open_to(short_labs(), true).await;
    let code = page.code.as_deref();
    let question = json!({"type": "connection", "id": 1});
    let mut here = greeted_with(&page.host, code).await;
    say(&mut here, &question).await;
    let told = hear(&mut here).await.unwrap();
    let doors: Vec<&str> = told["doors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|door| door["address"].as_str().unwrap())
        .collect();
    assert_eq!(doors, page.addresses);
    assert_eq!(
        (&told["others_now"], &told["others_ever"]),
        (&json!(0), &json!(0))
    );
    // A socket by an address of the network is one of the network, even from the same machine.
    for address in &page.addresses[1..] {
        let mut there = greeted_with(&host_of(address), code).await;
        say(&mut there, &question).await;
        let refused = hear(&mut there).await.unwrap();
        assert_eq!(
            (&refused["type"], &refused["code"]),
            (&json!("refused"), &json!("elsewhere"))
        );
        assert!(!refused.to_string().contains(code.unwrap()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_league_is_conducted_on_this_machine_and_by_nobody_in_the_network() {
    let page = open_to(short_labs(), true).await;
    let code = page.code.as_deref();
    let conduct = |act: &str| json!({"type": "conduct", "id": 1, "lesson": "02_open_the_reserve", "act": act});
    for address in &page.addresses[1..] {
        let mut there = greeted_with(&host_of(address), code).await;
        say(&mut there, &conduct("play")).await;
        let refused = hear(&mut there).await.unwrap();
        assert_eq!(
            (&refused["type"], &refused["code"]),
            (&json!("refused"), &json!("elsewhere"))
        );
    }
    let mut here = greeted_with(&page.host, code).await;
    say(&mut here, &conduct("open")).await;
    assert_eq!(hear(&mut here).await.unwrap()["league"]["stage"], "open");
    say(&mut here, &conduct("play")).await;
    assert_eq!(hear(&mut here).await.unwrap()["league"]["of"], 80);
    // Whoever plays may leave: the league goes on to its end, and others see it.
    drop(here);
    let mut other = greeted_with(&page.host, code).await;
    let look = json!({"type": "league", "id": 2, "lesson": "02_open_the_reserve"});
    let table = loop {
        say(&mut other, &look).await;
        let league = hear(&mut other).await.unwrap()["league"].clone();
        if league["stage"] != "playing" {
            break league["table"].clone();
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    };
    assert_eq!(table["rows"].as_array().unwrap().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn page_of_another_origin_gets_no_socket() {
    let page = open(short_labs()).await;
    for origin in ["http://evil.example", "null"] {
        let refused = connect_as(&page.host, origin).await;
        assert!(
            matches!(refused, Err(Error::Http(response)) if response.status() == 403),
            "{origin}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn socket_without_a_greeting_is_closed() {
    let page = open(short_labs()).await;
    let mut socket = connect(&page.host).await.unwrap();
    say(&mut socket, &play(1, 1, 0.5)).await;
    assert_eq!(hear(&mut socket).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifth_message_outside_the_contract_closes_the_socket() {
    let page = open(short_labs()).await;
    let mut socket = greeted(&page.host).await;
    for text in [
        "",
        "{",
        "[]",
        r#"{"type":"rm"}"#,
        r#"{"type":"hello","contract":1}"#,
    ] {
        socket.send(Message::Text(text.into())).await.unwrap();
    }
    assert_eq!(hear(&mut socket).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn message_above_four_kilobytes_closes_the_socket() {
    let page = open(short_labs()).await;
    let mut socket = greeted(&page.host).await;
    socket
        .send(Message::Text("x".repeat(5000).into()))
        .await
        .unwrap();
    assert_eq!(hear(&mut socket).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_fails_inside_is_told_and_the_page_lives_on() {
    let mut labs = short_labs();
    // What no check would let through: a recipe that makes what does not exist.
    labs[0].scenario.refiners[0].recipe = "nothing".to_owned();
    let page = open(labs).await;
    let mut socket = greeted(&page.host).await;
    say(&mut socket, &play(1, 1, 0.5)).await;
    let answer = hear(&mut socket).await.unwrap();
    assert_eq!(
        (&answer["type"], &answer["code"]),
        (&json!("refused"), &json!("failed"))
    );
    assert_eq!(answer["month"], 0, "{answer}");
    say(&mut socket, &json!({"type": "play", "id": 2, "spec": {"world": "open_reserve", "seed": 1, "levers": {}}})).await;
    assert_eq!(hear(&mut socket).await.unwrap()["type"], "course");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_plays_at_once_the_newest_is_answered() {
    let page = open(short_labs()).await;
    let mut socket = greeted(&page.host).await;
    for id in 1..=10 {
        say(&mut socket, &play(id, u64::from(id), 0.5)).await;
    }
    let mut answers = Vec::new();
    while answers.last() != Some(&10) {
        let answer = hear(&mut socket).await.unwrap();
        if answer["type"] == "course" {
            answers.push(answer["id"].as_u64().unwrap());
        }
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] < pair[1]),
        "{answers:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_band_is_answered_and_a_lever_in_between_ends_it_at_once() {
    let page = open(short_labs()).await;
    let mut socket = greeted(&page.host).await;
    let spec = json!({"world": "one_metal", "seed": 1, "levers": {"licences": 0.25}});
    say(
        &mut socket,
        &json!({"type": "spread", "id": 1, "spec": spec}),
    )
    .await;
    let whole = hear(&mut socket).await.unwrap();
    assert_eq!(
        (&whole["type"], &whole["id"]),
        (&json!("spread"), &json!(1))
    );
    assert_eq!(whole["spread"]["seeds"], 50);
    assert_eq!(
        whole["spread"]["low_usd_per_kg"].as_array().unwrap().len(),
        13
    );
    // Other levers, so that it is not answered from memory; the play behind it takes its place.
    let spec = json!({"world": "one_metal", "seed": 1, "levers": {"licences": 0.3}});
    say(
        &mut socket,
        &json!({"type": "spread", "id": 2, "spec": spec}),
    )
    .await;
    say(&mut socket, &play(3, 1, 0.4)).await;
    let (one, other) = (
        hear(&mut socket).await.unwrap(),
        hear(&mut socket).await.unwrap(),
    );
    let answers = [&one, &other];
    assert!(
        answers
            .iter()
            .any(|it| it["type"] == "course" && it["id"] == 3)
    );
    assert!(
        answers
            .iter()
            .any(|it| it["id"] == 2 && it["code"] == "stopped"),
        "{one} {other}"
    );
}
