// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/shot.h"

#include "ui/composer/composer.h"
#include "ui/composer/picture_chip.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"

#include <QClipboard>
#include <QMenu>
#include <QMimeData>

namespace wardline::test {

using namespace Qt::StringLiterals;

namespace {

ui::Composer &writing(UiRig &rig)
{
    rig.spelling.installed = {u"en_US"_s, u"es_ES"_s};
    rig.spelling.known[u"en_US"_s] = {
        u"the"_s,    u"dose"_s,   u"of"_s,   u"was"_s,  u"given"_s, u"at"_s,    u"now"_s, u"please"_s, u"weight"_s,
        u"is"_s,     u"stable"_s, u"in"_s,   u"and"_s,  u"check"_s, u"can"_s,   u"you"_s, u"bed"_s,    u"look"_s,
        u"output"_s, u"last"_s,   u"hour"_s, u"just"_s, u"see"_s,   u"chart"_s, u"ml"_s};
    rig.spelling.meant[u"furosimide"_s] = {u"furosemide"_s};
    rig.signIn();
    rig.settle();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
    return rig.window->workView()->conversationView().composer();
}

QImage wardPicture()
{
    QImage image(1280, 720, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            image.setPixel(x, y, qRgb(90 + x / 10, 120 + y / 8, 170));
        }
    }
    return image;
}

void pastePicture(UiRig &rig, const QImage &image)
{
    auto *data = new QMimeData;
    data->setImageData(image);
    QGuiApplication::clipboard()->setMimeData(data);
    rig.key(Qt::Key_V, Qt::ControlModifier);
    for (int i = 0; i < 100 && !rig.find<ui::PictureChip>("pictureChip")->words().contains(u"280"_s); ++i) {
        QTest::qWait(20); // it is prepared on another thread
        rig.settle();
    }
}

void chooseUrgency(UiRig &rig, const char *name)
{
    rig.key(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    rig.settle();
    if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
        for (int i = 0; i < 8 && menu->activeAction()->objectName() != QString::fromLatin1(name); ++i) {
            QTest::keyClick(menu, Qt::Key_Down);
        }
        QTest::keyClick(menu, Qt::Key_Return);
    }
    rig.settle();
}

} // namespace

QList<Shot> composerShots()
{
    QList<Shot> shots;
    shots.append({u"composer-mention"_s, kDesk, [](UiRig &rig) {
                      writing(rig);
                      rig.type("Can you look in, @");
                      rig.key(Qt::Key_Down);
                  }});
    shots.append({u"composer-mentioned"_s, kDesk, [](UiRig &rig) {
                      writing(rig);
                      rig.type("@mar");
                      rig.key(Qt::Key_Return);
                      rig.type("35 ml in the last hour. The furosimide was given at 10:40.");
                      rig.settle();
                  }});
    shots.append({u"composer-reply"_s, kDesk, [](UiRig &rig) {
                      auto &composer = writing(rig);
                      composer.beginReply(rig.workstation.data.messages[demoRoom(u"ward")].last());
                      rig.type("35 ml in the last hour.");
                  }});
    shots.append({u"composer-edit"_s, kDesk, [](UiRig &rig) {
                      writing(rig);
                      rig.key(Qt::Key_Up);
                      rig.settle();
                  }});
    shots.append({u"composer-picture"_s, kDesk, [](UiRig &rig) {
                      rig.workstation.data.canSendFiles = true;
                      writing(rig);
                      pastePicture(rig, wardPicture());
                      rig.type("The chart of bed 7");
                  }});
    shots.append({u"composer-picture-refused"_s, kDesk, [](UiRig &rig) {
                      writing(rig);
                      rig.type("See the chart: ");
                      auto *data = new QMimeData;
                      data->setImageData(wardPicture());
                      QGuiApplication::clipboard()->setMimeData(data);
                      rig.key(Qt::Key_V, Qt::ControlModifier);
                  }});
    shots.append({u"composer-tall"_s, kDesk, [](UiRig &rig) {
                      writing(rig);
                      for (int i = 1; i <= 24; ++i) {
                          rig.type(QByteArray("Bed " + QByteArray::number(i) + ": stable").constData());
                          rig.key(Qt::Key_Return, Qt::ShiftModifier);
                      }
                  }});
    shots.append({u"composer-too-long"_s, kDesk, [](UiRig &rig) {
                      writing(rig);
                      QGuiApplication::clipboard()->setText(QString(100'000, u'x'));
                      rig.key(Qt::Key_V, Qt::ControlModifier);
                  }});
    shots.append({u"composer-sending"_s, kDesk, [](UiRig &rig) {
                      writing(rig);
                      rig.workstation.fakeSession()->fakeMessages.holdsSends = true;
                      rig.type("35 ml in the last hour.");
                      rig.key(Qt::Key_Return);
                      rig.settle(std::chrono::seconds(2));
                  }});
    for (const bool isMirrored : {false, true}) {
        shots.append({isMirrored ? u"rtl-composer-stat-asks"_s : u"composer-stat-asks"_s, kDesk,
                      [](UiRig &rig) {
                          writing(rig);
                          rig.type("Potassium 6.9 in bed 4");
                          chooseUrgency(rig, "urgency-stat");
                          rig.key(Qt::Key_Return);
                          rig.settle();
                      },
                      isMirrored});
    }
    shots.append({u"narrow-composer-concern"_s, kNarrow, [](UiRig &rig) {
                      writing(rig);
                      rig.type("Can you call about bed 7?");
                      chooseUrgency(rig, "urgency-concern");
                  }});
    return shots;
}

} // namespace wardline::test
