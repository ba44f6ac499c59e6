using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PosCloud.KillSwitch;

/// <summary>Gets between this server's answers and the line, so that one can end in the middle of its body.</summary>
internal sealed class AnswerMoments : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public const string Word = "answer";

    public static void Watch() => DiagnosticListener.AllListeners.Subscribe(new AnswerMoments());

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore") value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not { Key: "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start", Value: HttpContext context }) return;
        var real = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new AnswerStream(real.Stream, context), real));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
