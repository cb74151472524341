// SPDX-License-Identifier: GPL-3.0-or-later
// The floor of start time and memory: an empty Qt Widgets window with a list and a QWebSocket object.
//   floor                quits once the window has been painted
//   floor --stay         stays until it is killed, and says "ready" once painted
#include <QApplication>
#include <QListView>
#include <QMainWindow>
#include <QStringListModel>
#include <QTimer>
#include <QWebSocket>

#include <cstdio>

namespace {

/// Calls back after its first paint.
class FirstPaint : public QMainWindow
{
public:
    bool stays = false;

protected:
    bool event(QEvent *event) override
    {
        const bool isHandled = QMainWindow::event(event);
        if (event->type() == QEvent::Paint && !m_isPainted) {
            m_isPainted = true;
            QTimer::singleShot(0, this, [this] {
                std::puts("ready");
                std::fflush(stdout);
                if (!stays) {
                    QCoreApplication::quit();
                }
            });
        }
        return isHandled;
    }

private:
    bool m_isPainted = false;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QStringListModel model;
    QListView *list = new QListView;
    list->setModel(&model);
    QWebSocket socket;
    FirstPaint window;
    window.stays = application.arguments().contains(QStringLiteral("--stay"));
    window.setCentralWidget(list);
    window.resize(1000, 700);
    window.show();
    return QApplication::exec();
}
