using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace FaceML.Reports;

/// <summary>
/// The JSON form of a report: property names in camel case, rates as shares from 0 to 1, numbers that are not finite as the strings
/// "NaN", "Infinity" and "-Infinity", what is not there left out. <see cref="Schema"/> describes it. Thread-safe.
/// </summary>
public static class EvaluationReportJson
{
    /// <summary>The report as indented JSON.</summary>
    public static string Write(EvaluationReport report) => JsonSerializer.Serialize(report, ReportJsonContext.Default.EvaluationReport);

    /// <summary>Reads a report.</summary>
    /// <exception cref="JsonException">No such report, or one of another schema version.</exception>
    public static EvaluationReport Read(string json)
    {
        EvaluationReport report = JsonSerializer.Deserialize(json, ReportJsonContext.Default.EvaluationReport)
            ?? throw new JsonException("The report is null.");
        return report.Schema == EvaluationReport.CurrentSchema
            ? report
            : throw new JsonException($"The report has schema {report.Schema}; this version reads {EvaluationReport.CurrentSchema}.");
    }

    /// <summary>The JSON schema (2020-12) of the form.</summary>
    public static string Schema() => ReportJsonContext.Default.EvaluationReport.Options
        .GetJsonSchemaAsNode(typeof(EvaluationReport),
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }).ToJsonString(ReportJsonContext.Default.Options);
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
