namespace PosCloud.Terminal.Engine.Register;

/// <summary>Why a change was refused; the sale is as it was.</summary>
public enum CartRefusal
{
    NoSuchLine = 1,
    NoSuchTender = 2,

    /// <summary>Zero, not whole for pieces, or too large.</summary>
    Quantity = 3,

    /// <summary>An amount that is negative or too large.</summary>
    Amount = 4,
    Discount = 5,
    Text = 6,
    TooManyLines = 7,
    EmptySale = 8,

    /// <summary>More than is left to pay; only cash gives change, and never on a refund.</summary>
    MoreThanDue = 9,

    /// <summary>A card payment was taken; remove it (after giving it back on the card terminal) first.</summary>
    CardTaken = 10,

    /// <summary>No receipt with that number on this terminal or in the store's last 30 days.</summary>
    NoSuchReceipt = 11,

    /// <summary>More than was sold and not yet returned.</summary>
    MoreThanSold = 12,
    NoSuchParkedSale = 13,

    /// <summary>Another sale is open; park or finish it first.</summary>
    SaleOpen = 14,
    NotPaid = 15,

    /// <summary>The disk is full; free some space or close the shift.</summary>
    DiskFull = 16,
    NotEnrolled = 17,

    /// <summary>A tax rate, currency or price outside what an order can hold.</summary>
    Price = 18,

    /// <summary>The journal is damaged: nothing is sold on it until it was recovered.</summary>
    JournalDamaged = 19,

    /// <summary>A text that is no voucher's code, or a change that a voucher's line doesn't bear.</summary>
    Voucher = 20,

    /// <summary>Points without a customer, or less than none.</summary>
    Points = 21,

    /// <summary>The sale moves another customer's points already.</summary>
    OtherCustomer = 22,

    /// <summary>The store takes no points, or the sale has none left to pay.</summary>
    PointsDontPay = 23,

    /// <summary>A sale has one discount on all of it: points or another.</summary>
    OneDiscount = 24,

    /// <summary>Points pay before anything else does.</summary>
    PointsFirst = 25,
}
