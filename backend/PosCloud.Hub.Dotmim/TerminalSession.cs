using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PosCloud.Hub.Dotmim;

/// <summary>What Dotmim keeps between the requests of one sync. Bound to the credential, so that no cookie can mix up two terminals.</summary>
internal sealed class TerminalSession(string id) : ISession, ISessionFeature
{
    private readonly ConcurrentDictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    public bool IsAvailable => true;

    public string Id => id;

    public IEnumerable<string> Keys => _values.Keys;

    ISession ISessionFeature.Session
    {
        get => this;
        set => throw new NotSupportedException("A sync keeps its session.");
    }

    public void Clear() => _values.Clear();

    public Task CommitAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task LoadAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public void Remove(string key) => _values.TryRemove(key, out _);

    public void Set(string key, byte[] value) => _values[key] = value;

    public bool TryGetValue(string key, [NotNullWhen(true)] out byte[]? value) => _values.TryGetValue(key, out value);
}
