"""Setting up and running the portal: environment, database, assets, web server and worker."""
