// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/linux/pulse_sound_player.h"

#include "core/base/qt_timer_factory.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cstdlib>

using namespace wardline;
using namespace wardline::service;
using namespace Qt::StringLiterals;
using platform::PulseSoundPlayer;
using platform::WavSound;

namespace {

/// PulseAudio of one's own with one loudspeaker that nobody hears.
class SoundSystem
{
public:
    SoundSystem()
    {
        qputenv("PULSE_SERVER", QByteArray("unix:" + socket().toUtf8()));
        qputenv("PULSE_RUNTIME_PATH", m_folder.path().toUtf8());
        qputenv("PULSE_STATE_PATH", m_folder.path().toUtf8());
    }
    ~SoundSystem() { stop(); }

    [[nodiscard]] bool start()
    {
        m_daemon = std::make_unique<QProcess>();
        m_daemon->setStandardErrorFile(m_folder.filePath(u"errors"_s));
        m_daemon->start(u"pulseaudio"_s,
                        {u"-n"_s, u"--daemonize=no"_s, u"--exit-idle-time=-1"_s, u"--use-pid-file=no"_s,
                         u"--disable-shm=yes"_s, u"--realtime=no"_s, u"--high-priority=no"_s, u"-L"_s,
                         u"module-native-protocol-unix auth-anonymous=1 socket="_s + socket(), u"-L"_s,
                         u"module-null-sink sink_name=speaker sink_properties=device.description=Loudspeaker"_s});
        return QTest::qWaitFor([this] { return tell({u"info"_s}); }, 10'000);
    }
    void stop()
    {
        if (m_daemon) {
            m_daemon->terminate();
            (void)m_daemon->waitForFinished(5000);
            m_daemon.reset();
        }
    }
    /// Runs pactl; false when it fails.
    bool tell(const QStringList &arguments) const
    {
        QProcess pactl;
        pactl.start(u"pactl"_s, arguments);
        return pactl.waitForFinished(5000) && pactl.exitCode() == 0;
    }
    [[nodiscard]] QString errors() const
    {
        QFile file(m_folder.filePath(u"errors"_s));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private:
    [[nodiscard]] QString socket() const { return m_folder.filePath(u"native"_s); }

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_daemon;
};

/// The loudest of 16-bit samples.
int loudest(const QByteArray &samples)
{
    int result = 0;
    for (qsizetype i = 0; i + 1 < samples.size(); i += 2) {
        const auto sample = static_cast<qint16>(quint8(samples[i]) | (quint8(samples[i + 1]) << 8));
        result = std::max(result, std::abs(int(sample)));
    }
    return result;
}

SoundReport await(const QFuture<SoundReport> &future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 15'000)) {
        return {};
    }
    return future.result();
}

} // namespace

class PulseSoundPlayerTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SoundSystem> m_system;
    QtTimerFactory m_timers;

private Q_SLOTS:
    void init()
    {
        if (QStandardPaths::findExecutable(u"pulseaudio"_s).isEmpty()
            || QStandardPaths::findExecutable(u"pactl"_s).isEmpty()) {
            QSKIP("needs pulseaudio and pulseaudio-utils");
        }
        m_system = std::make_unique<SoundSystem>();
    }
    void cleanup() { m_system.reset(); }

    void playsWhatComesOutOfTheLoudspeaker_data()
    {
        QTest::addColumn<int>("sound");
        QTest::newRow("message") << int(Sound::Message);
        QTest::newRow("urgent") << int(Sound::Urgent);
    }
    void playsWhatComesOutOfTheLoudspeaker()
    {
        QFETCH(int, sound);
        QVERIFY2(m_system->start(), qPrintable(m_system->errors()));
        QProcess recorder;
        recorder.start(u"parec"_s,
                       {u"-d"_s, u"speaker.monitor"_s, u"--raw"_s, u"--format=s16le"_s, u"--channels=1"_s,
                        u"--latency-msec=20"_s});
        QVERIFY(recorder.waitForStarted(5000));
        PulseSoundPlayer player(m_timers);
        QCOMPARE(player.state(), SoundState::Unknown);
        QTRY_COMPARE_WITH_TIMEOUT(player.state(), SoundState::Audible, 10'000);
        QVERIFY(QTest::qWaitFor([&recorder] { return recorder.bytesAvailable() > 0; }, 10'000));
        const SoundReport report = await(player.play(static_cast<Sound>(sound)));
        QVERIFY(report.wasPlayed);
        QCOMPARE(report.state, SoundState::Audible);
        QCOMPARE(report.device, u"Loudspeaker"_s);
        QCOMPARE(report.volume, 100);
        QTest::qWait(200);
        recorder.terminate();
        (void)recorder.waitForFinished(5000);
        QVERIFY(loudest(recorder.readAllStandardOutput()) > 3000);
    }

    void tellsWhenNothingCouldBeHeard()
    {
        QVERIFY2(m_system->start(), qPrintable(m_system->errors()));
        PulseSoundPlayer player(m_timers);
        QSignalSpy changes(&player, &SoundPlayer::stateChanged);
        QTRY_COMPARE_WITH_TIMEOUT(player.state(), SoundState::Audible, 10'000);
        QVERIFY(m_system->tell({u"set-sink-mute"_s, u"speaker"_s, u"1"_s}));
        QTRY_COMPARE(player.state(), SoundState::Muted);
        const SoundReport report = await(player.play(Sound::Urgent));
        QCOMPARE(report.state, SoundState::Muted);
        QVERIFY(m_system->tell({u"set-sink-mute"_s, u"speaker"_s, u"0"_s}));
        QTRY_COMPARE(player.state(), SoundState::Audible);
        QVERIFY(m_system->tell({u"set-sink-volume"_s, u"speaker"_s, u"0"_s}));
        QTRY_COMPARE(player.state(), SoundState::VolumeZero);
        QVERIFY(m_system->tell({u"set-sink-volume"_s, u"speaker"_s, u"45%"_s}));
        QTRY_COMPARE(player.state(), SoundState::Audible);
        QCOMPARE(await(player.play(Sound::Message)).volume, 45);
        QVERIFY(m_system->tell({u"unload-module"_s, u"module-null-sink"_s}));
        QTRY_COMPARE(player.state(), SoundState::NoDevice);
        QVERIFY(!await(player.play(Sound::Urgent)).wasPlayed);
        QVERIFY(changes.size() >= 6);
    }

    void outlivesTheSoundSystem()
    {
        QVERIFY2(m_system->start(), qPrintable(m_system->errors()));
        PulseSoundPlayer player(m_timers);
        QTRY_COMPARE_WITH_TIMEOUT(player.state(), SoundState::Audible, 10'000);
        const QFuture<SoundReport> cut = player.play(Sound::Urgent);
        m_system->stop();
        QTRY_COMPARE(player.state(), SoundState::NoService);
        QVERIFY(!await(cut).wasPlayed);
        QVERIFY(!await(player.play(Sound::Message)).wasPlayed);
        QVERIFY2(m_system->start(), qPrintable(m_system->errors()));
        QTRY_COMPARE_WITH_TIMEOUT(player.state(), SoundState::Audible, 10'000);
        QVERIFY(await(player.play(Sound::Message)).wasPlayed);
    }

    void saysSoWhereThereIsNoSoundSystem()
    {
        PulseSoundPlayer player(m_timers);
        QTRY_COMPARE(player.state(), SoundState::NoService);
        QVERIFY(!await(player.play(Sound::Urgent)).wasPlayed);
    }

    void mayGoWhileItPlays()
    {
        QVERIFY2(m_system->start(), qPrintable(m_system->errors()));
        auto player = std::make_unique<PulseSoundPlayer>(m_timers);
        QTRY_COMPARE_WITH_TIMEOUT(player->state(), SoundState::Audible, 10'000);
        const QFuture<SoundReport> future = player->play(Sound::Urgent);
        player.reset();
        QVERIFY(future.isCanceled());
    }

    void filesThatAreNotOursAreRefused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello, this is no sound at all");
        QTest::newRow("no data") << QByteArray("RIFF\x04\0\0\0WAVE", 12);
        QTest::newRow("chunk past the end") << QByteArray("RIFF\x24\0\0\0WAVEdata\xff\xff\xff\xff", 20);
    }
    void filesThatAreNotOursAreRefused()
    {
        QFETCH(QByteArray, file);
        QVERIFY(!WavSound::read(file));
    }
};

QTEST_GUILESS_MAIN(PulseSoundPlayerTest)
#include "pulse_sound_player_test.moc"
