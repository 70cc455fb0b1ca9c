// Whatever comes as a body to any end point is answered as a fault of the request, never as one of the server.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Slices.Tests.Dispatch;
using Slices.Tests.World;

namespace Slices.Tests.Http;

public sealed class BodyTests
{
    /// <summary>Far fewer than there are: the walk has found the end points.</summary>
    private const int FewestEndpoints = 40;

    [Fact]
    public async Task What_no_body_may_hold_is_refused_by_every_end_point_with_the_name_of_the_field()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        var wrong = new List<string>();
        (RouteEndpoint Route, string Method, Type Body)[] all = [.. Endpoints(fleet)];
        Assert.True(all.Length >= FewestEndpoints, $"{all.Length} end points take a body.");
        foreach ((RouteEndpoint route, string method, Type type) in all)
        {
            foreach (SpoiltBody spoilt in BodySamples.Unreadable(type))
            {
                using HttpResponseMessage answer = await SendAsync(http, route, method, spoilt.Body.ToJsonString());
                JsonObject problem = await HttpFleet.ReadAsync(answer);
                string? named = (problem["errors"] as JsonObject)?.FirstOrDefault().Key;
                bool isRight = answer.StatusCode == HttpStatusCode.BadRequest
                    && answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
                    && (spoilt.Field is null || named == spoilt.Field)
                    && !problem.ToJsonString().Contains("Fleet.Server", StringComparison.Ordinal);
                if (!isRight)
                {
                    wrong.Add($"{method} {route.RoutePattern.RawText} {spoilt.What} {spoilt.Field}: "
                        + $"{(int)answer.StatusCode} {problem.ToJsonString()}");
                }
            }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task Odd_values_in_any_place_of_any_body_bring_no_end_point_down()
    {
        // What there is to be changed is there, so that bodies are looked into and not only their addresses.
        await using DispatchTown town = await DispatchTown.StartAsync();
        HttpFleet fleet = town.Fleet;
        HttpClient http = town.SignIn("admin");
        string caseId = await town.TellAsync();
        string number = town.Day["recipients"]![0]!["recipientId"]!.GetValue<string>();
        var places = new Dictionary<string, string>
        {
            ["caseId"] = caseId,
            ["hubId"] = town.HubId,
            ["recipientId"] = number,
            ["groups/id"] = town.DayId,
            ["rotas/id"] = town.RotaPath.Split('/')[^1],
        };
        var wrong = new List<string>();
        foreach ((RouteEndpoint route, string method, Type type) in Endpoints(fleet))
        {
            foreach (SpoiltBody spoilt in BodySamples.Odd(type))
            {
                string body = spoilt.Body.ToJsonString();
                using HttpResponseMessage answer = await SendAsync(http, route, method, body, places);
                if ((int)answer.StatusCode >= 500)
                {
                    wrong.Add($"{method} {route.RoutePattern.RawText} {spoilt.What}: {(int)answer.StatusCode} "
                        + body[..Math.Min(300, body.Length)]);
                }
            }
        }

        Assert.Equal([], wrong);
        Assert.Equal([], fleet.Log.TextsOf(LogLevel.Error));
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_answered_with_the_place()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        foreach ((string body, string field, string sentence) in new[]
        {
            ("", "body", "must be given."),
            ("null", "body", "must be given."),
            ("{", "body", "is no valid JSON from line 1, byte 2 on."),
            ("{\"name\":\n nonsense}", "body", "is no valid JSON from line 2, byte 3 on."),
            ("[]", "body", "has a value that it cannot have."),
            ("{\"windows\":[{\"groupId\":\"no\"}]}", "windows[0].groupId", "has a value that it cannot have."),
            ("{\"windows\":[{\"colour\":1}]}", "windows[0].colour", "is not known here."),
            ("{\"windows\":[null]}", "windows[0]", "must not be null."),
        })
        {
            using HttpResponseMessage answer = await http.PostAsync(
                "/api/dispatch/rotas", new StringContent(body, Encoding.UTF8, "application/json"));
            JsonObject problem = await HttpFleet.ReadAsync(answer);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal($"{field}: {sentence}", problem["detail"]!.GetValue<string>());
            Assert.Equal(sentence, problem["errors"]![field]![0]!.GetValue<string>());
            Assert.Equal("/problems/invalid-request", problem["type"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_JSON_by_name_is_refused_as_such()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        string large = $"{{\"name\":\"{new string('x', Fleet.Server.Limits.Http.RequestBodyBytes)}\"}}";
        using HttpResponseMessage tooLarge = await http.PostAsync(
            "/api/dispatch/rotas", new StringContent(large, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        using HttpResponseMessage noJson = await http.PostAsync(
            "/api/dispatch/rotas", new StringContent("{}", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, noJson.StatusCode);
    }

    private static IEnumerable<(RouteEndpoint Route, string Method, Type Body)> Endpoints(HttpFleet fleet) =>
        from route in fleet.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let body = route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType
        where body is not null && route.RoutePattern.RawText!.StartsWith(ApiRoutes.Root, StringComparison.Ordinal)
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select (route, method, body);

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        RouteEndpoint route,
        string method,
        string body,
        IReadOnlyDictionary<string, string>? places = null)
    {
        string above = "";
        string path = string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(
            segment.Parts.Select(part =>
            {
                if (part is RoutePatternParameterPart place)
                {
                    return places?.GetValueOrDefault($"{above}/{place.Name}")
                        ?? places?.GetValueOrDefault(place.Name) ?? Value(place);
                }

                return above = ((RoutePatternLiteralPart)part).Content;
            }))));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/" + path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        return await http.SendAsync(request);
    }

    private static string Value(RoutePatternParameterPart place)
    {
        string[] rules = [.. place.ParameterPolicies.Select(policy => policy.Content ?? "")];
        return rules.Contains("guid") ? "5b3e9b0e-8a52-4c0c-9a58-2f8f2d6f8a11"
            : rules.Contains("long") ? "1"
            : place.Name switch
            {
                "purpose" => "dispatchSms",
                "kind" => "person",
                "component" => "hub",
                "number" => "+46701234567",
                _ => "x",
            };
    }
}
