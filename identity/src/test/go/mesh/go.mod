module mesh

go 1.22
