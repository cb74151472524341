// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/old_cache_page.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/caps_lock_note.h"
#include "ui/kit/error_words.h"
#include "ui/kit/metrics.h"
#include "ui/kit/secret_edit.h"
#include "ui/kit/words.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

OldCachePage::OldCachePage(const Context &context, service::SignInService &signIn, QWidget *parent)
    : CentredPage(context.theme, parent)
    , m_signIn(signIn)
    , m_banner(new Banner(context.theme))
    , m_title(new Words(context.theme, FontRole::Page))
    , m_story(new Words(context.theme, FontRole::Body))
    , m_loss(new Words(context.theme, FontRole::Body, QString(), nullptr, Words::Ink::Concern))
    , m_password(new SecretEdit(context.theme))
    , m_passwordBox(nullptr)
    , m_open(new Button(context.theme, Button::Kind::Primary, tr("Open with the old password")))
    , m_fresh(new Button(context.theme, Button::Kind::Outlined, QString()))
{
    setObjectName(u"oldCachePage"_s);
    for (Words *words : {m_title, m_story, m_loss}) {
        words->setWordWrap(true);
    }
    m_loss->setObjectName(u"freshStartLoss"_s);
    column().addWidget(m_title);
    column().addWidget(m_banner);
    column().addWidget(m_story);
    m_password->setObjectName(u"oldPassword"_s);
    m_passwordBox = addField(tr("Old password"), m_password, new CapsLockNote(context, *m_password));
    m_open->setObjectName(u"openWithOldPassword"_s);
    m_fresh->setObjectName(u"startFresh"_s);
    auto *cancel = new Button(context.theme, Button::Kind::Quiet, tr("Cancel"));
    cancel->setObjectName(u"cancelOldCache"_s);
    foot().addWidget(m_open);
    foot().addWidget(m_loss); // of the button below it
    foot().addWidget(m_fresh);
    foot().addWidget(cancel, 0, Qt::AlignHCenter);
    connect(m_open, &Button::clicked, this, &OldCachePage::open);
    connect(m_password, &SecretEdit::returnPressed, this, &OldCachePage::open);
    connect(m_fresh, &Button::clicked, this, &OldCachePage::startFresh);
    connect(cancel, &Button::clicked, this, &OldCachePage::leave);
}

void OldCachePage::leave()
{
    m_signIn.cancel();
    Q_EMIT cancelled();
}

void OldCachePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        leave();
        return;
    }
    CentredPage::keyPressEvent(event);
}

void OldCachePage::begin(Cause cause)
{
    const bool hasChanged = cause == Cause::PasswordChanged;
    m_isAsking = false;
    m_banner->dismiss();
    m_title->setText(hasChanged ? tr("Your password was changed") : tr("The messages kept here are damaged"));
    m_story->setText(
        hasChanged
            ? tr("The messages on this computer are still locked with your old password. Type it once to keep them.")
            : tr("They cannot be opened any more. What the server still has is fetched again."));
    m_passwordBox->setVisible(hasChanged);
    m_open->setVisible(hasChanged);
    m_loss->setText(lossWords());
    m_fresh->setText(tr("Start without the old messages"));
    (hasChanged ? static_cast<QWidget *>(m_password) : m_fresh)->setFocus(Qt::OtherFocusReason);
}

QString OldCachePage::lossWords() const
{
    const auto unsent = m_signIn.unsentAtStake();
    if (!unsent) {
        return tr("Starting without them loses drafts, and any message that has not been sent.");
    }
    if (*unsent == 0) {
        return tr("Starting without them loses drafts. Every message has been sent.");
    }
    return tr("Starting without them loses drafts and %Ln message(s) not sent yet.", nullptr, *unsent);
}

void OldCachePage::showError(const Error &error)
{
    m_banner->say(Banner::Kind::Error,
                  error.is(service::ServiceError::WrongCredentials)
                      ? tr("That is not the password the messages were locked with.")
                      : errorWords(error));
    m_password->setFocus(Qt::OtherFocusReason);
}

void OldCachePage::clear()
{
    m_password->clear();
}

void OldCachePage::open()
{
    if (m_password->isEmpty()) {
        m_password->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_signIn.openWithOldPassword(m_password->take());
}

void OldCachePage::startFresh()
{
    if (!m_isAsking) {
        m_isAsking = true;
        m_fresh->setText(tr("Yes, start empty"));
        m_banner->say(Banner::Kind::Concern, lossWords(), {}, false);
        return;
    }
    m_signIn.startFresh();
}

} // namespace wardline::ui
