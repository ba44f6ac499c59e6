using YamlDotNet.RepresentationModel;

namespace PosCloud.TestKit.Deployment;

/// <summary>Reads YAML into dictionaries, lists and text, with anchors and merge keys resolved.</summary>
public static class YamlReader
{
    private const string MergeKey = "<<";

    public static Dictionary<string, object?> ReadFile(string path) => Read(File.ReadAllText(path));

    public static Dictionary<string, object?> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (Dictionary<string, object?>)Value(stream.Documents.Single().RootNode)!;
    }

    private static object? Value(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value,
        YamlSequenceNode sequence => sequence.Children.Select(Value).ToList(),
        YamlMappingNode mapping => Mapping(mapping),
        _ => throw new InvalidDataException($"What is a {node.NodeType} doing at {node.Start}?"),
    };

    private static Dictionary<string, object?> Mapping(YamlMappingNode mapping)
    {
        var own = new Dictionary<string, object?>(StringComparer.Ordinal);
        var merged = new List<Dictionary<string, object?>>();
        foreach (var (key, child) in mapping.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            if (name != MergeKey) own.Add(name, Value(child));
            else if (child is YamlSequenceNode several) merged.AddRange(several.Children.Select(one => (Dictionary<string, object?>)Value(one)!));
            else merged.Add((Dictionary<string, object?>)Value(child)!);
        }

        // What stands in the mapping itself wins, then the merged ones in their order.
        foreach (var (name, value) in merged.SelectMany(one => one)) own.TryAdd(name, value);
        return own;
    }
}
