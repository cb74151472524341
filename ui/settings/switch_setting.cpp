// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/switch_setting.h"

#include "ui/kit/metrics.h"
#include "ui/kit/words.h"
#include "ui/settings/policy_note.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace wardline::ui {

SwitchSetting::SwitchSetting(const Theme &theme, const QString &name, const QString &words, const QString &explanation,
                             QWidget *parent)
    : FoldingBox(parent)
    , m_words(words)
    , m_box(new QCheckBox(words))
    , m_note(new PolicyNote(theme))
{
    m_box->setObjectName(name);
    m_box->setMinimumHeight(metrics::kTarget);
    m_box->setCursor(Qt::PointingHandCursor);
    m_box->setAccessibleDescription(explanation);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(m_box, 0, Qt::AlignLeading);
    fold(m_box, m_words);
    if (!explanation.isEmpty()) {
        auto *note = new Words(theme, FontRole::Body, explanation, nullptr, Words::Ink::Muted);
        note->setWordWrap(true);
        auto *indented = new QHBoxLayout;
        indented->setSpacing(0);
        indented->addSpacing(metrics::kIndicator + metrics::kSpace8);
        indented->addWidget(note);
        column->addLayout(indented);
    }
    column->addWidget(m_note);
    m_note->hide();
    // Not `clicked`: the action of a screen reader toggles without a click.
    connect(m_box, &QCheckBox::toggled, this, [this](bool isOn) {
        if (!m_isMarking) {
            Q_EMIT switched(isOn);
        }
    });
}

void SwitchSetting::setOn(bool isOn)
{
    m_isMarking = true;
    m_box->setChecked(isOn);
    m_isMarking = false;
}

bool SwitchSetting::isOn() const
{
    return m_box->isChecked();
}

void SwitchSetting::setFixed(const service::PolicyLine *line)
{
    m_note->setVisible(line);
    if (line) {
        m_note->show(*line, m_words);
    }
    m_box->setEnabled(!line);
}

} // namespace wardline::ui
