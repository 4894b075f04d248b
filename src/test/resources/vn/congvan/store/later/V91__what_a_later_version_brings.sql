CREATE TABLE later (
  id BIGINT PRIMARY KEY
) ${clustered};
