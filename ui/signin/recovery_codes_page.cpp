// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/recovery_codes_page.h"

#include "ui/kit/banner.h"
#include "ui/kit/button.h"
#include "ui/kit/clipboard.h"
#include "ui/kit/metrics.h"
#include "ui/kit/printers.h"
#include "ui/kit/safe_text.h"
#include "ui/kit/secret_text.h"
#include "ui/kit/words.h"
#include "ui/signin/recovery_sheet.h"

#include <QGridLayout>
#include <QMenu>

namespace wardline::ui {

using namespace Qt::StringLiterals;

RecoveryCodesPage::RecoveryCodesPage(const Context &context, service::SignInService &signIn, QWidget *parent)
    : CentredPage(context.theme, parent)
    , m_context(context)
    , m_signIn(signIn)
    , m_banner(new Banner(context.theme))
    , m_grid(new QGridLayout)
    , m_print(new Button(context.theme, Button::Kind::Outlined, tr("Print")))
    , m_kept(new Button(context.theme, Button::Kind::Primary, tr("I have kept them")))
    , m_clipboardTimer(context.timers.createTimer([] { clearOwnClipboard(); }))
{
    setObjectName(u"recoveryCodesPage"_s);
    column().addWidget(new Words(m_theme, FontRole::Page, tr("Keep these codes")));
    m_banner->setObjectName(u"recoveryBanner"_s);
    column().addWidget(m_banner);
    auto *why =
        new Words(m_theme, FontRole::Body,
                  tr("Each one lets you in once when your phone is not at hand. Print them, or copy them to where only you can read them; not into a file here. "
                     "They are shown only now."));
    why->setWordWrap(true);
    column().addWidget(why);
    m_grid->setSpacing(metrics::kSpace8);
    column().addLayout(m_grid);
    auto *copy = new Button(m_theme, Button::Kind::Outlined, tr("Copy all"));
    copy->setObjectName(u"copyRecoveryCodes"_s);
    copy->setLeadingIcon(Icon::Copy);
    m_print->setObjectName(u"printRecoveryCodes"_s);
    m_print->setLeadingIcon(Icon::Print);
    auto *ways = new QHBoxLayout;
    ways->setSpacing(metrics::kSpace8);
    ways->addWidget(m_print, 1);
    ways->addWidget(copy, 1);
    foot().addLayout(ways);
    m_kept->setObjectName(u"recoveryCodesKept"_s);
    foot().addWidget(m_kept);
    connect(m_print, &Button::clicked, this, &RecoveryCodesPage::lookForPrinters);
    connect(copy, &Button::clicked, this, &RecoveryCodesPage::copyAll);
    connect(m_kept, &Button::clicked, this, [this] {
        clear();
        m_signIn.recoveryCodesKept();
    });
}

void RecoveryCodesPage::begin()
{
    clear();
    m_banner->dismiss();
    int index = 0;
    for (const SecretBytes &code : m_signIn.recoveryCodes()) {
        auto *shown = new SecretText(m_theme);
        shown->setObjectName(u"recoveryCode%1"_s.arg(index));
        shown->setAccessibleName(tr("Recovery code %1").arg(index + 1));
        shown->show(code.clone());
        m_grid->addWidget(shown, index / 2, index % 2);
        m_codes.push_back(shown);
        ++index;
    }
    m_kept->setFocus(Qt::OtherFocusReason);
    scrollToTop();
}

void RecoveryCodesPage::clear()
{
    for (SecretText *code : m_codes) {
        code->clear();
        code->deleteLater();
    }
    m_codes.clear();
    if (m_clipboardTimer->isActive()) {
        m_clipboardTimer->stop();
        clearOwnClipboard();
    }
}

void RecoveryCodesPage::copyAll()
{
    SecretBytes all;
    const SecretBytes lineEnd = SecretBytes::copyOf(QByteArrayView("\n"));
    for (const SecretBytes &code : m_signIn.recoveryCodes()) {
        all = SecretBytes::concat(SecretBytes::concat(all, code), lineEnd);
    }
    copySecret(all);
    m_clipboardTimer->start(kClipboardTime);
    m_banner->say(Banner::Kind::Info, tr("Copied. The clipboard is cleared in a minute, or when you go on."));
}

void RecoveryCodesPage::lookForPrinters()
{
    if (m_context.printers == nullptr) {
        offer({});
        return;
    }
    m_print->setEnabled(false);
    m_print->setText(tr("Looking for printers …"));
    m_context.printers->list(this, [this](const QStringList &names) { offer(names); });
}

/// A menu instead of a dialog: it takes one key, and the lock and the end of the page can close it.
void RecoveryCodesPage::offer(const QStringList &printers)
{
    const bool hadFocus = !m_print->isEnabled();
    m_print->setEnabled(true);
    m_print->setText(tr("Print"));
    if (m_codes.empty()) {
        return; // the page went meanwhile
    }
    if (hadFocus) {
        m_print->setFocus(Qt::OtherFocusReason);
    }
    if (printers.isEmpty()) {
        m_banner->say(
            Banner::Kind::Concern,
            tr("This computer has no printer. Write the codes down, or copy them to where only you can read them."));
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(u"printerMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &name : printers) {
        QString label = plainName(name);
        menu->addAction(label.replace(u'&', u"&&"_s), this, [this, name] { printOn(name); });
    }
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(m_print->mapToGlobal(QPoint(0, m_print->height())));
}

void RecoveryCodesPage::printOn(const QString &printer)
{
    if (m_codes.empty()) {
        return; // the page went while the menu stood open
    }
    const bool isPrinted = m_context.printers->print(printer, [this](QPainter &painter, const QRectF &page) {
        paintRecoverySheet(painter, page, m_theme, m_signIn.recoveryCodes(), m_context.clock.now());
    });
    if (isPrinted) {
        m_banner->say(Banner::Kind::Info,
                      tr("On its way to the printer. Go there now: whoever takes the page can use the codes."));
    } else {
        m_banner->say(Banner::Kind::Error,
                      tr("The printer did not take the page. Choose another one, or write the codes down."));
    }
}

} // namespace wardline::ui
