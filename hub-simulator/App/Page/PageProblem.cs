// How the page's server says no: problem+json, with a word that the page has a sentence for.
using System.Collections.Generic;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulator.App.Page;

internal static class PageProblem
{
    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The word by which the page knows it.</param>
    /// <param name="detail">A sentence for everybody else.</param>
    internal static IResult Of(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    internal static IResult BadInput(string detail) => Of(400, "badInput", detail);

    internal static IResult NoSuchHub(DemoTown town, int number) => Of(404, "noSuchHub", town.NoSuchHub(number));

    internal static IResult NoSuchDevice(string device) =>
        Of(404, "noSuchDevice", $"There is no device {device} in this home.");
}
