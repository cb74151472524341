// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/choice_setting.h"

#include "ui/kit/chosen_tab_stop.h"
#include "ui/kit/metrics.h"
#include "ui/kit/words.h"
#include "ui/settings/policy_note.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QVBoxLayout>

namespace wardline::ui {

ChoiceSetting::ChoiceSetting(const Theme &theme, const QString &name, const QString &words,
                             const QList<Choice> &choices, QWidget *parent)
    : FoldingBox(parent)
    , m_words(words)
    , m_choices(choices)
    , m_group(new QButtonGroup(this))
    , m_note(new PolicyNote(theme))
{
    setObjectName(name);
    setAccessibleName(words);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    auto *head = new Words(theme, FontRole::Strong, words);
    head->setWordWrap(true);
    column->addWidget(head);
    column->addWidget(m_note);
    m_note->hide();
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        auto *button = new QRadioButton(m_choices[i].words);
        button->setObjectName(name + u'-' + m_choices[i].id);
        button->setMinimumHeight(metrics::kTarget);
        button->setCursor(Qt::PointingHandCursor);
        button->setAccessibleDescription(words);
        m_group->addButton(button, static_cast<int>(i));
        column->addWidget(button, 0, Qt::AlignLeading);
        fold(button, m_choices[i].words);
    }
    makeChosenTabStop(m_group->buttons());
    // Not `idClicked`: the action of a screen reader toggles without a click.
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool isChosen) {
        if (isChosen && !m_isMarking) {
            Q_EMIT chosen(m_choices[index].id);
        }
    });
}

void ChoiceSetting::setCurrent(const QString &id)
{
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        if (m_choices[i].id == id) {
            m_isMarking = true;
            m_group->button(static_cast<int>(i))->setChecked(true);
            m_isMarking = false;
        }
    }
}

void ChoiceSetting::setFixed(const service::PolicyLine *line, const QStringList &open)
{
    m_note->setVisible(line);
    if (line) {
        m_note->show(*line, m_words);
    }
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        m_group->button(static_cast<int>(i))->setEnabled(!line || open.contains(m_choices[i].id));
    }
}

} // namespace wardline::ui
