using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.UnitTests.Golden;

/// <summary>What a type looks like as JSON, in words: names, kinds and what may be absent, of it and all it contains.</summary>
internal static class Shape
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Type root)
    {
        var text = new StringBuilder();
        var open = new Queue<Type>([root]);
        var seen = new HashSet<Type> { root };
        while (open.TryDequeue(out var type))
        {
            text.AppendLine(type.Name);
            foreach (var line in type.IsEnum ? EnumNames(type) : Members(type).Select(m => $"{m.Json}: {m.Kind}{(m.Required ? "" : ", optional")}"))
            {
                text.Append("  ").AppendLine(line);
            }

            foreach (var inner in (type.IsEnum ? [] : Members(type)).Select(m => m.Inner).OfType<Type>().Where(seen.Add)) open.Enqueue(inner);
        }

        return text.Replace("\r", "").ToString();
    }

    /// <summary>Names each property and each value of a closed set that a piece of JSON has, as <c>Type.name</c>.</summary>
    public static IEnumerable<string> Used(Type type, JsonElement json)
    {
        if (type.IsEnum) return [$"{type.Name}.{json.GetString()}"];
        return Members(type).Where(m => json.TryGetProperty(m.Json, out var value) && value.ValueKind != JsonValueKind.Null)
            .SelectMany(m => Inside(m, json.GetProperty(m.Json)).Prepend($"{type.Name}.{m.Json}"));
    }

    /// <summary>All names that <see cref="Used"/> can give for a type.</summary>
    public static IEnumerable<string> Usable(Type root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<Type>();
        Visit(root);
        return names;

        void Visit(Type type)
        {
            if (!seen.Add(type)) return;
            if (type.IsEnum)
            {
                names.UnionWith(EnumNames(type).Select(name => $"{type.Name}.{name}"));
                return;
            }

            foreach (var member in Members(type))
            {
                names.Add($"{type.Name}.{member.Json}");
                if (member.Inner is { } inner) Visit(inner);
            }
        }
    }

    private static IEnumerable<string> Inside(Member member, JsonElement value) => member.Inner is not { } inner
        ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(item => Used(inner, item)) : Used(inner, value);

    private static IEnumerable<string> EnumNames(Type type) => Enum.GetNames(type)
        .Select(name => type.GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name);

    private static IEnumerable<Member> Members(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is null or { Condition: not JsonIgnoreCondition.Always })
        .Select(property => Describe(type, property))
        .OrderBy(m => m.Json, StringComparer.Ordinal);

    private static Member Describe(Type type, PropertyInfo property)
    {
        var value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var mayBeNull = value != property.PropertyType || Nullability.Create(property).ReadState == NullabilityState.Nullable;
        var item = value.IsGenericType && value.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? value.GetGenericArguments()[0] : null;
        var one = item ?? value;
        var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) || Parameter(type, property) is { HasDefaultValue: false };
        return new Member(name, $"{(item is null ? "" : "list of ")}{one.Name}{(mayBeNull ? " or null" : "")}", required, IsLeaf(one) ? null : one);
    }

    private static ParameterInfo? Parameter(Type type, PropertyInfo property) => type.GetConstructors()
        .SelectMany(constructor => constructor.GetParameters())
        .FirstOrDefault(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Numbers, texts, times and what a converter of ours writes as one of them.</summary>
    private static bool IsLeaf(Type type) => !type.IsEnum
        && (type.Assembly == typeof(string).Assembly || type.GetCustomAttribute<JsonConverterAttribute>() is not null);

    private sealed record Member(string Json, string Kind, bool Required, Type? Inner);
}
