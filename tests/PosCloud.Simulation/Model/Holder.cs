using System.Security.Cryptography;
using System.Text;

namespace PosCloud.Simulation.Model;

/// <summary>A voucher by its code, or a customer's points.</summary>
internal readonly record struct Holder(string Kind, string Name, string Unit)
{
    /// <summary>What the exception is called that tells of a balance below 0; a voucher's code must not stand in it.</summary>
    internal string ExceptionId => Kind == "voucher"
        ? $"voucher-overdrawn/{FactBytes.Hex(SHA256.HashData(Encoding.UTF8.GetBytes(Name)))[..16]}/{Unit}"
        : "points-overdrawn/" + Name;
}
