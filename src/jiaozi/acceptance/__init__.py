"""What merchants need to be paid: onboarding with review, terminals, orders with goods lines, takings."""
