using Eseur.Admin.Data;

namespace Eseur.Admin.Features.Members.Moves;

/// <summary>How a person may bring about the transfer between two organisations.</summary>
public enum TransferWay { NotYours, GiverAsks, ReceiverAsks, AtOnce }

public static class TransferWays
{
    public static TransferWay Of(Actor? actor, string fromPath, string toPath) => (actor?.MayWrite(fromPath), actor?.MayWrite(toPath)) switch
    {
        (true, true) => TransferWay.AtOnce,
        (true, _) => TransferWay.GiverAsks,
        (_, true) => TransferWay.ReceiverAsks,
        _ => TransferWay.NotYours,
    };
}
