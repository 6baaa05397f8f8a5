//! One socket: a greeting, then questions. A newer run takes the place of one that is not done, and only the newest
//! answer is sent, so a slow browser or a wild lever never builds up a queue.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::response::Response;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::connection;
use super::desk;
use super::house::House;
use super::league;
use super::limit::{Bucket, LONGEST_WORK, STRIKES};
use crate::course::Course;
use crate::lesson::lessons;
use crate::message::{Answer, Ask, CONTRACT, MOST_BYTES, decode};
use crate::play::Watch;
use crate::spec::Spec;
use crate::spread::{self, SEEDS};

/// Time for the greeting.
const GREETING: Duration = Duration::from_secs(5);
const PING_EVERY: Duration = Duration::from_secs(15);
/// Silence after which a socket is dropped.
const SILENCE: Duration = Duration::from_secs(45);
/// Answers that may wait for a slow browser.
const MOST_WAITING: usize = 16;
/// Questions that are no plays and wait for their turn.
const MOST_QUESTIONS: usize = 4;
/// Time between two looks at a long run.
const LOOK_EVERY: Duration = Duration::from_millis(250);

const BROKE_THE_RULES: u16 = 1008;
const TRY_LATER: u16 = 1013;

/// Something to send.
enum Out {
    Text(String),
    Close(u16),
}

/// A run that is wanted.
#[derive(Debug, Clone)]
struct Wish {
    number: u64,
    id: u32,
    spec: Spec,
}

/// A question that is no play.
struct Heard {
    ask: Ask,
    /// Number of the play before it.
    after: u64,
}

/// Takes a socket in.
pub(super) async fn upgrade(
    State(house): State<Arc<House>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    socket: WebSocketUpgrade,
) -> Response {
    let socket = socket
        .max_message_size(MOST_BYTES)
        .max_frame_size(MOST_BYTES)
        .read_buffer_size(2 * MOST_BYTES);
    socket.on_upgrade(move |socket| async move {
        let address = from.ip().to_canonical();
        if !house.door().enter(address) {
            turn_away(socket, TRY_LATER).await;
            return;
        }
        talk(socket, &house, address).await;
        house.door().leave(address);
    })
}

async fn turn_away(mut socket: WebSocket, code: u16) {
    let frame = CloseFrame {
        code,
        reason: "".into(),
    };
    let _ = socket.send(Message::Close(Some(frame))).await;
}

/// From the greeting to the end.
async fn talk(mut socket: WebSocket, house: &Arc<House>, address: IpAddr) {
    if !is_greeted(&mut socket, house, address).await {
        turn_away(socket, BROKE_THE_RULES).await;
        return;
    }
    let (sink, stream) = socket.split();
    let (say, said) = mpsc::channel(MOST_WAITING);
    let (show, shown) = watch::channel(String::new());
    let (want, wanted) = watch::channel(None);
    let (question, questions) = mpsc::channel(MOST_QUESTIONS);
    let newest = Arc::new(AtomicU64::new(0));
    let welcome = Answer::Welcome {
        contract: CONTRACT,
        program: env!("CARGO_PKG_VERSION"),
        worlds: house.cards.clone(),
        lessons: lessons(),
        is_host: address.is_loopback(),
    };
    let _ = say.try_send(Out::Text(desk::said(&welcome)));
    let desk = Desk {
        house: Arc::clone(house),
        newest: Arc::clone(&newest),
        say: say.clone(),
        address,
    };
    let tasks = [
        tokio::spawn(write(sink, said, shown)),
        tokio::spawn(play(desk.clone(), wanted, show)),
        tokio::spawn(ask(desk, questions)),
    ];
    let mouth = Mouth {
        house,
        say,
        want,
        question,
        newest: &newest,
    };
    mouth.listen(stream).await;
    // Whatever still runs for this socket stops at its next month.
    newest.store(u64::MAX, Ordering::Relaxed);
    for task in tasks {
        task.abort();
    }
}

/// Whether the first message is a greeting with the right code, within time.
async fn is_greeted(socket: &mut WebSocket, house: &House, address: IpAddr) -> bool {
    if !house.door().may_try(address, Instant::now()) {
        return false;
    }
    let Ok(Some(Ok(Message::Text(text)))) = timeout(GREETING, socket.recv()).await else {
        return false;
    };
    let Ok(Ask::Hello { contract, code }) = decode(&text) else {
        return false;
    };
    let is_right = house.code.is_none() || code.map(|code| code.to_ascii_uppercase()) == house.code;
    if !is_right {
        house.door().was_wrong(address, Instant::now());
        let refusal = desk::refused(None, "code", "the code of the class is wrong");
        let _ = socket.send(Message::Text(refusal.into())).await;
    } else if contract != CONTRACT {
        let refusal = desk::refused(
            None,
            "contract",
            "the page is of another version: reload it",
        );
        let _ = socket.send(Message::Text(refusal.into())).await;
    }
    is_right && contract == CONTRACT
}

/// Sends what is said, and of what is shown the newest.
async fn write(
    mut sink: SplitSink<WebSocket, Message>,
    mut said: mpsc::Receiver<Out>,
    mut shown: watch::Receiver<String>,
) {
    let mut ping = interval(PING_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let message = tokio::select! {
            out = said.recv() => match out {
                Some(Out::Text(text)) => Message::Text(text.into()),
                Some(Out::Close(code)) => {
                    let frame = CloseFrame { code, reason: "".into() };
                    let _ = sink.send(Message::Close(Some(frame))).await;
                    return;
                }
                None => return,
            },
            changed = shown.changed() => match changed {
                Ok(()) => Message::Text(shown.borrow_and_update().clone().into()),
                Err(_) => return,
            },
            _ = ping.tick() => Message::Ping(Vec::new().into()),
        };
        if sink.send(message).await.is_err() {
            return;
        }
    }
}

/// What the tasks of a socket share.
#[derive(Clone)]
struct Desk {
    house: Arc<House>,
    newest: Arc<AtomicU64>,
    say: mpsc::Sender<Out>,
    /// Where the socket comes from.
    address: IpAddr,
}

/// Makes the newest run that is wanted, again and again.
async fn play(desk: Desk, mut wanted: watch::Receiver<Option<Wish>>, show: watch::Sender<String>) {
    while wanted.changed().await.is_ok() {
        let Some(wish) = wanted.borrow_and_update().clone() else {
            continue;
        };
        if let Some(kept) = desk.house.run(&wish.spec.key()) {
            let _ = show.send(desk::shown(wish.id, true, kept.1.clone()));
            continue;
        }
        let Ok(permit) = Arc::clone(&desk.house.permits).acquire_owned().await else {
            return;
        };
        if wanted.has_changed().unwrap_or(false) {
            continue;
        }
        let id = wish.id;
        let (house, newest, show, say) = (
            Arc::clone(&desk.house),
            Arc::clone(&desk.newest),
            show.clone(),
            desk.say.clone(),
        );
        let work = tokio::task::spawn_blocking(move || {
            let mut watch = Onlooker::of(&newest, wish.number).showing(wish.id, &show);
            match desk::run(&house, &wish.spec, &mut watch) {
                Ok(kept) => drop(show.send(desk::shown(wish.id, true, kept.1.clone()))),
                Err(ended) => drop(say.try_send(Out::Text(desk::told(Some(wish.id), &ended)))),
            }
            drop(permit);
        });
        if work.await.is_err() {
            let fault = desk::refused(Some(id), "failed", "a fault of the program around the run");
            let _ = desk.say.send(Out::Text(fault)).await;
        }
    }
}

/// Answers questions that are no plays, one after the other.
async fn ask(desk: Desk, mut questions: mpsc::Receiver<Heard>) {
    while let Some(Heard {
        ask: question,
        after,
    }) = questions.recv().await
    {
        if let Ask::Connection { id } = question {
            let answer = connection::answer(&desk.house, id, desk.address);
            let _ = desk.say.send(Out::Text(answer)).await;
            continue;
        }
        if let Ask::League { .. } | Ask::Submit { .. } | Ask::Conduct { .. } = question {
            let answer = league::answer(&desk.house, &question, desk.address);
            let _ = desk.say.send(Out::Text(answer)).await;
            continue;
        }
        if let Ask::Spread { id, spec } = &question {
            let answer = spread(&desk, *id, spec, after).await;
            let _ = desk.say.send(Out::Text(answer)).await;
            continue;
        }
        let Ok(permit) = Arc::clone(&desk.house.permits).acquire_owned().await else {
            return;
        };
        let (house, newest) = (Arc::clone(&desk.house), Arc::clone(&desk.newest));
        let work = tokio::task::spawn_blocking(move || {
            let answer = desk::answer(&house, &question, &mut Onlooker::while_here(&newest));
            drop(permit);
            answer
        });
        if let Ok(answer) = work.await {
            let _ = desk.say.send(Out::Text(answer)).await;
        }
    }
}

/// The band of a spec, run by run: between two of them whoever waits for a lever goes first, and the socket's own lever
/// ends it at the next month.
async fn spread(desk: &Desk, id: u32, spec: &Spec, number: u64) -> String {
    let key = spread::key(spec);
    let Ok(_turn) = Arc::clone(&desk.house.bands).acquire_owned().await else {
        return desk::refused(Some(id), "stopped", "the page closes");
    };
    let mut draws = Vec::new();
    for seed in 1..=SEEDS {
        if let Some(kept) = desk.house.spread(&key) {
            let spread = (*kept).clone();
            return desk::said(&Answer::Spread { id, spread });
        }
        let Ok(permit) = Arc::clone(&desk.house.permits).acquire_owned().await else {
            break;
        };
        let (house, newest, spec) = (
            Arc::clone(&desk.house),
            Arc::clone(&desk.newest),
            spec.clone(),
        );
        let work = tokio::task::spawn_blocking(move || {
            let draw = desk::draw(&house, &spec, seed, &mut Onlooker::of(&newest, number));
            drop(permit);
            draw
        });
        match work.await {
            Ok(Ok(draw)) => draws.push(draw),
            Ok(Err(ended)) => return desk::told(Some(id), &ended),
            Err(_) => return desk::refused(Some(id), "failed", "a fault of the program"),
        }
    }
    match desk::band(&desk.house, spec, &draws) {
        Ok(spread) => {
            desk.house.keep_spread(key, Arc::new(spread.clone()));
            desk::said(&Answer::Spread { id, spread })
        }
        Err(ended) => desk::told(Some(id), &ended),
    }
}

/// Watches a run for a socket: stops it when it is too old or too long, and shows it when it is slow.
struct Onlooker<'a> {
    newest: &'a AtomicU64,
    /// Number of the run; none for work that only stops when the socket is gone.
    number: Option<u64>,
    show: Option<(u32, &'a watch::Sender<String>)>,
    start: Instant,
    looked: Instant,
}

impl<'a> Onlooker<'a> {
    fn while_here(newest: &'a AtomicU64) -> Self {
        let now = Instant::now();
        Self {
            newest,
            number: None,
            show: None,
            start: now,
            looked: now,
        }
    }

    fn of(newest: &'a AtomicU64, number: u64) -> Self {
        Self {
            number: Some(number),
            ..Self::while_here(newest)
        }
    }

    fn showing(self, id: u32, show: &'a watch::Sender<String>) -> Self {
        Self {
            show: Some((id, show)),
            ..self
        }
    }
}

impl Watch for Onlooker<'_> {
    fn goes_on(&mut self) -> bool {
        let newest = self.newest.load(Ordering::Relaxed);
        let is_wanted = self
            .number
            .map_or(newest != u64::MAX, |number| number == newest);
        is_wanted && self.start.elapsed() < LONGEST_WORK
    }

    fn wants_a_look(&mut self) -> bool {
        let is_time = self.show.is_some() && self.looked.elapsed() >= LOOK_EVERY;
        if is_time {
            self.looked = Instant::now();
        }
        is_time
    }

    fn look(&mut self, course: Course) {
        if let Some((id, show)) = self.show {
            let _ = show.send(desk::shown(id, false, desk::in_json(&course)));
        }
    }
}

/// Where what a socket says goes to.
struct Mouth<'a> {
    house: &'a House,
    say: mpsc::Sender<Out>,
    want: watch::Sender<Option<Wish>>,
    question: mpsc::Sender<Heard>,
    newest: &'a AtomicU64,
}

impl Mouth<'_> {
    /// Listens until the socket ends, is silent for too long, or breaks the rules too often.
    async fn listen(&self, mut stream: SplitStream<WebSocket>) {
        let mut bucket = Bucket::new(Instant::now());
        let mut strikes = 0;
        while let Ok(Some(Ok(message))) = timeout(SILENCE, stream.next()).await {
            let is_fine = match message {
                Message::Text(text) => bucket.take(Instant::now()) && self.hear(&text),
                Message::Binary(_) => false,
                Message::Ping(_) | Message::Pong(_) => true,
                Message::Close(_) => return,
            };
            if !is_fine {
                strikes += 1;
            }
            if strikes >= STRIKES {
                let _ = self.say.send(Out::Close(BROKE_THE_RULES)).await;
                // The writer needs a moment for its last word.
                tokio::time::sleep(Duration::from_millis(50)).await;
                return;
            }
        }
    }

    /// Whether a message is one of the contract.
    fn hear(&self, text: &str) -> bool {
        let Ok(ask) = decode(text) else {
            return false;
        };
        // The list of addresses and the league ask again and again while they are open: nobody need be there.
        if !matches!(ask, Ask::Connection { .. } | Ask::League { .. }) {
            self.house.touch();
        }
        match ask {
            Ask::Hello { .. } => return false,
            Ask::Play { id, spec } => {
                let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
                let _ = self.want.send(Some(Wish { number, id, spec }));
            }
            other => {
                let id = other.id();
                let after = self.newest.load(Ordering::Relaxed);
                if self.question.try_send(Heard { ask: other, after }).is_err() {
                    let _ = self.say.try_send(Out::Text(desk::refused(
                        id,
                        "busy",
                        "the questions before are not answered yet",
                    )));
                }
            }
        }
        true
    }
}
