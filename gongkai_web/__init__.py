"""The office: agencies, staff, cases, annual reports and the public site, over the law in `gongkai`."""
