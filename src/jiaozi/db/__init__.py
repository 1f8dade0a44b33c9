"""The database: engines, units of work, group commit, migrations. The only package that
speaks to a database.
"""
