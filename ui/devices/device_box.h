// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/trust_service.h"
#include "ui/kit/context.h"

#include <QWidget>

class QVBoxLayout;

namespace wardline::ui {

/// One device: what it is, who stands for it, its fingerprint to be read out, and what can be said of it.
class DeviceBox final : public QWidget
{
    Q_OBJECT
public:
    /// What is offered beside comparing.
    struct Offer
    {
        bool mayBeLetIn = false; ///< into the conversation that it is looked at from
        bool isLetIn = false;
        bool mayBeJudged = true;
        bool mayBeReset = false; ///< the keys agreed with it may be made anew
        bool mayBeConfirmed = true; ///< false: a comparison showed other keys, of this one or of another of the person
        bool isDifferent = false; ///< a comparison showed other keys than this one has
    };

    DeviceBox(const Context &context, const service::ShownDevice &device, const Offer &offer,
              QWidget *parent = nullptr);

Q_SIGNALS:
    void sameChosen();
    void distrustChosen();
    void letInChosen(bool isLetIn);
    void resetChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addDeeds(QVBoxLayout *column, const service::ShownDevice &device, const Offer &offer);

    const Context &m_context;
};

} // namespace wardline::ui
