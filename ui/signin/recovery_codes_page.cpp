// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/recovery_codes_page.h"

#include "ui/kit/button.h"
#include "ui/kit/clipboard.h"
#include "ui/kit/metrics.h"
#include "ui/kit/secret_text.h"
#include "ui/kit/words.h"

#include <QGridLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

RecoveryCodesPage::RecoveryCodesPage(const Theme &theme, service::SignInService &signIn, QWidget *parent)
    : CentredPage(theme, parent)
    , m_signIn(signIn)
    , m_grid(new QGridLayout)
    , m_kept(new Button(theme, Button::Kind::Primary, tr("I have kept them")))
{
    setObjectName(u"recoveryCodesPage"_s);
    column().addWidget(new Words(theme, FontRole::Page, tr("Keep these codes")));
    auto *why =
        new Words(theme, FontRole::Body,
                  tr("Each one lets you in once when your phone is not at hand. Keep them away from this computer. "
                     "They are shown only now."));
    why->setWordWrap(true);
    column().addWidget(why);
    m_grid->setSpacing(metrics::kSpace8);
    column().addLayout(m_grid);
    auto *copy = new Button(theme, Button::Kind::Outlined, tr("Copy all"));
    copy->setObjectName(u"copyRecoveryCodes"_s);
    copy->setLeadingIcon(Icon::Copy);
    column().addWidget(copy);
    m_kept->setObjectName(u"recoveryCodesKept"_s);
    column().addWidget(m_kept);
    connect(copy, &Button::clicked, this, &RecoveryCodesPage::copyAll);
    connect(m_kept, &Button::clicked, this, [this] {
        clear();
        m_signIn.recoveryCodesKept();
    });
}

void RecoveryCodesPage::begin()
{
    clear();
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
}

void RecoveryCodesPage::clear()
{
    for (SecretText *code : m_codes) {
        code->clear();
        code->deleteLater();
    }
    m_codes.clear();
}

void RecoveryCodesPage::copyAll()
{
    SecretBytes all;
    const SecretBytes lineEnd = SecretBytes::copyOf(QByteArrayView("\n"));
    for (const SecretBytes &code : m_signIn.recoveryCodes()) {
        all = SecretBytes::concat(SecretBytes::concat(all, code), lineEnd);
    }
    copySecret(all);
}

} // namespace wardline::ui
