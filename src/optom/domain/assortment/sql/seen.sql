{shown}
    and {stocked}
