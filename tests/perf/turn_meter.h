// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QByteArray>
#include <QList>
#include <QObject>

#include <utility>
#include <vector>

namespace wardline::perf {

/// One stretch in which the main thread did not look at the keyboard, the mouse or anything else: from waking up to
/// going to sleep again.
struct Turn
{
    double wall = 0; ///< milliseconds; other programs' work counts where they took the processor away
    double cpu = 0; ///< milliseconds of this thread alone
    bool painted = false;
    /// What it went to, largest first. Only of a turn that was long.
    struct Piece
    {
        QByteArray name; ///< class of the receiver, event
        int count = 0;
        double cpu = 0; ///< milliseconds of their own, without events that they sent on
    };
    QList<Piece> pieces;
};

/// An application that tells the meter which event takes how long.
class MeteredApplication final : public QApplication
{
    Q_OBJECT
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override;
};

/// Measures every turn of the main thread's event loop, painting and everything else. Make it after the application,
/// which must use Qt's own dispatcher (QT_NO_GLIB=1): that one says when it is about to sleep.
class TurnMeter final : public QObject
{
    Q_OBJECT
public:
    explicit TurnMeter(QObject *parent = nullptr);
    ~TurnMeter() override;

    enum class Detail {
        Turns, ///< how long they took
        Pieces, ///< also what long ones went to; looking costs a little with every event
        Everything ///< also what all of them together went to
    };
    void begin(Detail detail = Detail::Pieces);
    [[nodiscard]] const QList<Turn> &turns() const { return m_turns; }
    /// What all turns went to, largest first.
    [[nodiscard]] QList<Turn::Piece> ledger() const;

    bool eventFilter(QObject *watched, QEvent *event) override;
    // Called around the dispatcher's sleep.
    void falls(double wall, double cpu);
    void wakes(double wall, double cpu);
    // Called around each event.
    [[nodiscard]] bool looksInside() const { return m_detail != Detail::Turns; }
    void enters();
    void leaves(const char *receiver, int event);

private:
    struct Piece
    {
        const char *receiver = nullptr; ///< its class
        int event = 0;
        double cpu = 0;
    };
    [[nodiscard]] static QList<Turn::Piece> summed(const std::vector<Piece> &pieces);

    QList<Turn> m_turns;
    double m_wall = 0;
    double m_cpu = 0;
    bool m_isPainted = false;

    struct Open
    {
        double began = 0;
        double inner = 0; ///< of events inside of it
    };
    Detail m_detail = Detail::Turns;
    std::vector<Piece> m_pieces; ///< of this turn
    std::vector<Piece> m_all;
    std::vector<Open> m_open;
};

} // namespace wardline::perf
