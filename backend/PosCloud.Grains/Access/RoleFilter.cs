using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using PosCloud.Grains.Contracts;

namespace PosCloud.Grains.Access;

/// <summary>
/// Checks every call that comes from a client against <see cref="CallRule"/>.
/// </summary>
/// <remarks>
/// Inside or outside is told by the source that Orleans puts on a message: a client that connected to a gateway has an id
/// of type <c>sys.client</c>; the silo's own hosted client has one that begins with <c>hosted-</c>, and grains have their
/// own. Someone who speaks the gateway's protocol could lie about that, which is why the gateway listens on the loopback
/// interface or a private network only.
/// </remarks>
public sealed class RoleFilter(TicketSigner tickets) : IIncomingGrainCallFilter
{
    private const string HostedClientPrefix = "hosted-";

    private static readonly Assembly Contracts = typeof(RequiresRoleAttribute).Assembly;

    private readonly ConcurrentDictionary<MethodInfo, CallRule> _rules = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsFromClient(context.SourceId))
        {
            var caller = tickets.Read(RequestContext.Get(RequestKeys.Ticket) as string);
            if (OwnMethod(context) is { } method && _rules.GetOrAdd(method, CallRule.Of).Refusal(caller) is { } refusal) throw new UnauthorizedAccessException(refusal);
            Caller.SetCurrent(caller?.Email);
        }

        await context.Invoke();
    }

    private static bool IsFromClient(GrainId? source) =>
        source is { } id && id.IsClient() && !(id.Key.ToString() ?? "").StartsWith(HostedClientPrefix, StringComparison.Ordinal);

    // A call that answers with an asynchronous sequence arrives wrapped in one of Orleans' own; its later steps name a
    // sequence that only its opener knows.
    private static MethodInfo? OwnMethod(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType?.Assembly == Contracts) return context.InterfaceMethod;
        for (var i = 0; i < context.Request.GetArgumentCount(); i++)
        {
            if (context.Request.GetArgument(i) is IInvokable inner && inner.GetMethod() is { } method && method.DeclaringType?.Assembly == Contracts) return method;
        }

        return null;
    }
}
