//! A crowd of visitors, in a program of its own: memory is measured for all of it.
#![expect(
    clippy::print_stdout,
    reason = "the long form is read by people: `--nocapture`"
)]

mod visitor;

use std::time::Duration;

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use visitor::{Socket, connect, greeted, hear, open, play, say, short_labs};

/// Visitors at a time.
const CROWD: u64 = 40;
/// A world in which every run fails inside.
const POISONED: &str = "open_reserve";

/// Memory of this process [kB].
fn memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

/// One visitor of the soak: plays, asks for a band, breaks a run, talks nonsense or leaves without a word.
async fn visit(host: String, number: u64) {
    let Ok(mut socket) = connect(&host).await else {
        return;
    };
    match number % 8 {
        0 => {}
        1 => drop(socket.send(Message::Binary(vec![0; 64].into())).await),
        2 => drop(socket.send(Message::Text("x".repeat(5000).into())).await),
        3 => {
            say(&mut socket, &hello()).await;
            for text in ["", "{", "[]", r#"{"type":"rm"}"#, "\u{0}\u{ffff}"] {
                drop(socket.send(Message::Text(text.into())).await);
            }
            // Closed for it, and not later than that.
            while hear(&mut socket).await.is_some() {}
        }
        4 => {
            say(&mut socket, &hello()).await;
            let poisoned = json!({"world": POISONED, "seed": number, "levers": {}});
            say(
                &mut socket,
                &json!({"type": "play", "id": 1, "spec": poisoned}),
            )
            .await;
            let answer = heard_of(&mut socket, "refused").await;
            assert_eq!(answer["code"], "failed", "{answer}");
        }
        5 => {
            say(&mut socket, &hello()).await;
            let spec = json!({"world": "one_metal", "seed": 1, "levers": {"licences": (number % 20) as f64 / 20.0}});
            // Left before the answer comes.
            say(
                &mut socket,
                &json!({"type": "spread", "id": 1, "spec": spec}),
            )
            .await;
        }
        _ => {
            say(&mut socket, &hello()).await;
            for id in 0..3 {
                say(&mut socket, &play(id, number % 7, 0.5)).await;
            }
            while let Some(answer) = hear(&mut socket).await {
                if answer["type"] == "course" && answer["id"] == 2 {
                    break;
                }
            }
        }
    }
}

fn hello() -> Value {
    json!({"type": "hello", "contract": 1})
}

/// The next answer of a type.
async fn heard_of(socket: &mut Socket, kind: &str) -> Value {
    loop {
        let answer = hear(socket).await.unwrap();
        if answer["type"] == kind {
            return answer;
        }
    }
}

/// A number from the environment.
fn asked(name: &str, otherwise: u64) -> u64 {
    let value = std::env::var(name).ok();
    value
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}

/// Short by default; the long form is `SOAK_VISITS=500 SOAK_SECONDS=300`, which goes on until both are reached.
#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_of_visitors_leaves_no_ghost_and_no_memory_behind() {
    let least = asked("SOAK_VISITS", 160);
    let time = Duration::from_secs(asked("SOAK_SECONDS", 0));
    let mut labs = short_labs();
    let poisoned = labs.iter_mut().find(|lab| lab.name == POISONED).unwrap();
    // What no check would let through: a recipe that makes what does not exist.
    poisoned.scenario.refiners[0].recipe = "nothing".to_owned();
    let page = open(labs).await;
    let start = Instant::now();
    let (mut visits, mut after_first) = (0, 0);
    while visits < least || start.elapsed() < time {
        let crowd: Vec<_> = (visits..visits + CROWD)
            .map(|number| tokio::spawn(visit(page.host.clone(), number)))
            .collect();
        for visitor in crowd {
            timeout(Duration::from_mins(1), visitor)
                .await
                .unwrap()
                .unwrap();
        }
        visits += CROWD;
        if visits == 2 * CROWD {
            after_first = memory_kb();
        }
    }
    // All have left: what is held now is what visitors leave behind, against the same after two rounds.
    let end = memory_kb();
    println!(
        "{visits} visits by {CROWD} at a time in {} s: {after_first} kB after the first {}, {end} kB at the end",
        start.elapsed().as_secs(),
        2 * CROWD
    );
    let grown = end.saturating_sub(after_first);
    assert!(grown < 32 * 1024, "memory grew by {grown} kB");
    // Eighty may be inside at once: if ghosts had stayed, eighty more could not come in.
    let mut inside = Vec::new();
    for _ in 0..CROWD {
        inside.push(greeted(&page.host).await);
    }
    // And a run is still made for who behaves.
    let socket = inside.last_mut().unwrap();
    say(socket, &play(1, 3, 0.4)).await;
    assert_eq!(heard_of(socket, "course").await["id"], 1);
}
