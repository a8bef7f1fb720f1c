import humanize


def words():
    return "packaged " + humanize.intcomma(1234567)
