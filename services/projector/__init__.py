"""The projector: folds the ledger's records into views, and answers reads from them."""
