module network.mandala/bridge-load

go 1.26
