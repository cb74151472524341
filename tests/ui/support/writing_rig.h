// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/ui_rig.h"
#include "ui/composer/composer.h"
#include "ui/composer/composer_edit.h"
#include "ui/composer/mention_popup.h"
#include "ui/kit/banner.h"
#include "ui/shell/conversation_view.h"
#include "ui/shell/work_view.h"

#include <QAction>
#include <QClipboard>
#include <QMenu>
#include <QMimeData>
#include <QTextBlock>

namespace wardline::test {

/// The window with the ward's room open and the keyboard in the composer.
class WritingRig : public UiRig
{
public:
    explicit WritingRig(QSize size = {1240, 780})
    {
        show(size);
        signIn();
        settle();
    }
    ui::ComposerEdit &field() { return *find<ui::ComposerEdit>("composerField"); }
    ui::Composer &composer() { return window->workView()->conversationView().composer(); }
    ui::MentionPopup *popup() { return find<ui::MentionPopup>("mentionPopup"); }
    bool isOffering() { return popup() && popup()->isVisible(); }
    service::FakeMessageService &messages() { return workstation.fakeSession()->fakeMessages; }
    QList<model::Message> &sent() { return workstation.data.messages[demoRoom(u"ward")]; }
    service::Draft &draft() { return workstation.data.drafts[demoRoom(u"ward")]; }
    QString banner()
    {
        const auto *banner = find<ui::Banner>("composerBanner");
        return banner->isVisible() ? banner->words() : QString();
    }
    void openRoom(const model::Jid &room)
    {
        window->workView()->openConversation(room);
        settle();
    }
    void leaveAndComeBack()
    {
        openRoom(demoPerson(u"priya"));
        openRoom(demoRoom(u"ward"));
    }
    void lockAndUnlock()
    {
        workstation.fakeLock.lock(lock::LockReason::User);
        settle();
        type("correct horse");
        key(Qt::Key_Return);
        settle();
    }
    void paste(QMimeData *data)
    {
        QGuiApplication::clipboard()->setMimeData(data);
        key(Qt::Key_V, Qt::ControlModifier);
    }
    void pasteText(const QString &text)
    {
        auto *data = new QMimeData;
        data->setText(text);
        paste(data);
    }
    void pastePicture(const QImage &image)
    {
        auto *data = new QMimeData;
        data->setImageData(image);
        paste(data);
    }
    void commit(const QString &text)
    {
        QInputMethodEvent event;
        event.setCommitString(text);
        QCoreApplication::sendEvent(&field(), &event);
    }
    model::Message ownMessage()
    {
        for (auto i = sent().crbegin(); i != sent().crend(); ++i) {
            if (i->isOwn) {
                return *i;
            }
        }
        return {};
    }
    QMenu *menu()
    {
        settle();
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }
    QStringList menuWords(const QString &name)
    {
        QStringList words;
        if (QMenu *open = menu()) {
            for (const QAction *action : open->actions()) {
                if (action->objectName() == name) {
                    words << action->text();
                }
            }
        }
        return words;
    }
    void installWords()
    {
        spelling.installed = {QStringLiteral("en_US"), QStringLiteral("es_ES")};
        spelling.known[QStringLiteral("en_US")] = {QStringLiteral("give"), QStringLiteral("the"),
                                                   QStringLiteral("dose"), QStringLiteral("now"),
                                                   QStringLiteral("please")};
        spelling.known[QStringLiteral("es_ES")] = {QStringLiteral("dosis"), QStringLiteral("ahora")};
        spelling.meant[QStringLiteral("dosse")] = {QStringLiteral("dose"), QStringLiteral("doses")};
        leaveAndComeBack();
    }
    /// Which words are underlined.
    QStringList underlined()
    {
        settle();
        QStringList words;
        for (QTextBlock block = field().document()->begin(); block.isValid(); block = block.next()) {
            for (const auto &range : block.layout()->formats()) {
                if (range.format.underlineStyle() == QTextCharFormat::SpellCheckUnderline) {
                    words << block.text().mid(range.start, range.length);
                }
            }
        }
        return words;
    }
};

} // namespace wardline::test
