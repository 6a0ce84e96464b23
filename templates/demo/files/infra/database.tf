# Databases. Three of them, for now.

resource "mysql_instance" "catalogue" {
  size     = "4cpu-16gb"
  disk_gb  = 80
}

resource "document_store" "settings" {
  size = "small"
}

resource "postgresql_instance" "payouts" {
  size     = "2cpu-8gb"
  disk_gb  = 40
  standby  = false
}
