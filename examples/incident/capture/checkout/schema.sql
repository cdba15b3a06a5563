SET client_min_messages = warning;

DROP TABLE IF EXISTS payments, exchange_rates;

CREATE TABLE exchange_rates (currency text PRIMARY KEY, rate numeric(10, 4) NOT NULL);

-- CHF is missing: that is what sets the incident off.
INSERT INTO exchange_rates VALUES ('EUR', 1), ('USD', 0.9214), ('GBP', 1.1893), ('SEK', 0.0871);

CREATE TABLE payments (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 52001) PRIMARY KEY,
  order_id bigint NOT NULL,
  customer_id bigint NOT NULL,
  currency text NOT NULL,
  amount_cents bigint NOT NULL,
  amount_eur_cents bigint,
  status text NOT NULL DEFAULT 'pending',
  failure_code text,
  gateway text NOT NULL,
  gateway_reference text,
  created_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz
);
