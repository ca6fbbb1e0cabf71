CREATE TABLE sequences (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL);

CREATE TABLE areas (
  postcode TEXT PRIMARY KEY, city TEXT NOT NULL, served INTEGER NOT NULL, fibre INTEGER NOT NULL);

CREATE TABLE plans (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, price INTEGER NOT NULL,
  download_mbps INTEGER, screens INTEGER, contract_months INTEGER NOT NULL, on_sale INTEGER NOT NULL);

CREATE TABLE customers (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, phone TEXT NOT NULL UNIQUE,
  street TEXT NOT NULL, city TEXT NOT NULL, postcode TEXT NOT NULL REFERENCES areas, status TEXT NOT NULL,
  since TEXT NOT NULL, balance INTEGER NOT NULL, next_invoice_on TEXT NOT NULL, billing_day INTEGER NOT NULL,
  pays_by TEXT NOT NULL, card_last_four TEXT, card_expires TEXT, card_status TEXT);

CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers, plan_id TEXT NOT NULL REFERENCES plans,
  status TEXT NOT NULL, price INTEGER NOT NULL, started_on TEXT NOT NULL, contract_until TEXT NOT NULL,
  changed_on TEXT, ends_on TEXT);
CREATE INDEX subscriptions_by_customer ON subscriptions (customer_id);
CREATE INDEX customers_by_city ON customers (city, status);

CREATE TABLE charges (
  number INTEGER PRIMARY KEY, customer_id TEXT NOT NULL, description TEXT NOT NULL, amount INTEGER NOT NULL,
  kind TEXT NOT NULL, posted_on TEXT NOT NULL, invoice_id TEXT);
CREATE INDEX charges_by_customer ON charges (customer_id);
CREATE INDEX charges_by_invoice ON charges (invoice_id);

CREATE TABLE invoices (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers, period TEXT NOT NULL,
  issued_on TEXT NOT NULL, due_on TEXT NOT NULL, total INTEGER NOT NULL, paid INTEGER NOT NULL, status TEXT NOT NULL);
CREATE INDEX invoices_by_customer ON invoices (customer_id);
CREATE INDEX invoices_by_status ON invoices (status);

CREATE TABLE payments (
  id TEXT PRIMARY KEY, invoice_id TEXT NOT NULL REFERENCES invoices, customer_id TEXT NOT NULL,
  amount INTEGER NOT NULL, refunded INTEGER NOT NULL, method TEXT NOT NULL, status TEXT NOT NULL, paid_on TEXT NOT NULL);
CREATE INDEX payments_by_invoice ON payments (invoice_id);

CREATE TABLE refunds (
  id TEXT PRIMARY KEY, payment_id TEXT NOT NULL REFERENCES payments, customer_id TEXT NOT NULL,
  amount INTEGER NOT NULL, reason TEXT NOT NULL, created_at TEXT NOT NULL);

CREATE TABLE credits (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers, amount INTEGER NOT NULL,
  reason TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX credits_by_customer ON credits (customer_id);

CREATE TABLE slots (
  id TEXT PRIMARY KEY, city TEXT NOT NULL, day TEXT NOT NULL, time_window TEXT NOT NULL,
  technician TEXT NOT NULL, taken INTEGER NOT NULL);
CREATE INDEX slots_by_city ON slots (city, day);

CREATE TABLE appointments (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers, slot_id TEXT NOT NULL REFERENCES slots,
  purpose TEXT NOT NULL, status TEXT NOT NULL, compensated INTEGER NOT NULL);
CREATE INDEX appointments_by_customer ON appointments (customer_id);
CREATE INDEX appointments_by_status ON appointments (status, customer_id);

CREATE TABLE outages (
  id TEXT PRIMARY KEY, postcode TEXT NOT NULL REFERENCES areas, service TEXT NOT NULL, cause TEXT NOT NULL,
  started_at TEXT NOT NULL, expected_until TEXT NOT NULL);
CREATE INDEX outages_by_postcode ON outages (postcode);

CREATE TABLE devices (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers, model TEXT NOT NULL, serial TEXT NOT NULL,
  status TEXT NOT NULL, returned_on TEXT);
CREATE INDEX devices_by_customer ON devices (customer_id);

CREATE TABLE tickets (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL REFERENCES customers, topic TEXT NOT NULL, summary TEXT NOT NULL,
  status TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX tickets_by_customer ON tickets (customer_id);
